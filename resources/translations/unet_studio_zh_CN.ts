<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClassList</name>
    <message>
        <source>Colour of {name}</source>
        <translation>{name} 的颜色</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>More ▾</source>
        <translation>更多 ▾</translation>
    </message>
    <message>
        <source>A class says what an object is, such as “cell”. Type the name of the first one below.</source>
        <translation>类别说明目标是什么，例如“细胞”。请在下方输入第一个类别的名称。</translation>
    </message>
    <message>
        <source>Rename, recolour, merge, delete and count classes</source>
        <translation>重命名、换色、合并、删除和统计类别</translation>
    </message>
    <message>
        <source>More about classes</source>
        <translation>更多类别操作</translation>
    </message>
    <message>
        <source>New class: name, then Enter</source>
        <translation>新类别：输入名称后按 Enter</translation>
    </message>
    <message>
        <source>Click or press the number to draw this class.
Double-click the name to rename, the colour to change it; drag to reorder.</source>
        <translation>单击或按数字键即可绘制此类别。
双击名称可重命名，双击颜色可更改；拖动可调整顺序。</translation>
    </message>
</context>
<context>
    <name>ClassMenu</name>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Change &amp;colour…</source>
        <translation>更改颜色(&amp;C)…</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Merge into</source>
        <translation>合并到(&amp;M)</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>删除(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;How much of each class…</source>
        <translation>各类别占比(&amp;H)…</translation>
    </message>
</context>
<context>
    <name>ClassStatistics</name>
    <message>
        <source>How much of each class</source>
        <translation>各类别占比</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Share of labelled pixels</source>
        <translation>占已标注像素的比例</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Less than one pixel in a hundred: label more images that show it.</source>
        <translation>不到百分之一的像素：请多标注一些含有它的图像。</translation>
    </message>
    <message>
        <source>{images} {images:image is|images are} labelled. {ignored} of {images:its|their} pixels are ignored, because no shape covers them in an image that is only partly labelled.</source>
        <translation>已标注 {images} 张图像。其中 {ignored} 的像素被忽略，因为它们位于仅部分标注的图像中且没有形状覆盖。</translation>
    </message>
</context>
<context>
    <name>DeleteClass</name>
    <message>
        <source>Delete a class</source>
        <translation>删除类别</translation>
    </message>
    <message>
        <source>What becomes of the {name} shapes, in all images?</source>
        <translation>所有图像中的“{name}”形状如何处理？</translation>
    </message>
    <message>
        <source>They become</source>
        <translation>改为类别</translation>
    </message>
    <message>
        <source>They are deleted, too</source>
        <translation>一并删除</translation>
    </message>
    <message>
        <source>The number of the class is never given again, so that masks and models made before keep their meaning.</source>
        <translation>该类别的编号不会再分配给其他类别，因此以前的掩膜和模型含义不变。</translation>
    </message>
    <message>
        <source>Delete class</source>
        <translation>删除类别</translation>
    </message>
</context>
<context>
    <name>FlagsEditor</name>
    <message>
        <source>Tick what holds; Delete removes a flag.</source>
        <translation>勾选成立的标记；按 Delete 删除标记。</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>New flag: name, then Enter</source>
        <translation>新标记：输入名称后按 Enter</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Give every image of the project the labels it had at {when}?

What the images have now is kept among their earlier versions, so this can be taken back.</source>
        <translation>让项目中的每张图像恢复到 {when} 时的标注？

各图像现在的标注会作为早期版本保留，因此可以再改回来。</translation>
    </message>
    <message>
        <source>Restore all images</source>
        <translation>恢复所有图像</translation>
    </message>
    <message>
        <source>There is no earlier version yet. One is kept whenever another person, program or session changes the labels, every five minutes of work, and before shapes are lost.</source>
        <translation>还没有早期版本。每当其他人、其他程序或另一次会话更改标注时、每工作五分钟时，以及形状消失之前，都会保留一个版本。</translation>
    </message>
    <message>
        <source>Choose a version to see it over the picture.</source>
        <translation>选择一个版本，即可在图像上查看。</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>早期版本</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>恢复此版本</translation>
    </message>
    <message>
        <source>Restore all images…</source>
        <translation>恢复所有图像…</translation>
    </message>
    <message>
        <source>Give every image the labels it had at that time.</source>
        <translation>让每张图像恢复当时的标注。</translation>
    </message>
    <message>
        <source>another program, or earlier</source>
        <translation>其他程序，或更早</translation>
    </message>
    <message>
        <source>no shapes</source>
        <translation>没有形状</translation>
    </message>
    <message>
        <source>The shapes are the same as now.</source>
        <translation>形状与现在相同。</translation>
    </message>
    <message>
        <source>only then: {count}</source>
        <translation>仅当时有：{count}</translation>
    </message>
    <message>
        <source>only now: {count}</source>
        <translation>仅现在有：{count}</translation>
    </message>
    <message>
        <source>changed: {count}</source>
        <translation>有改动：{count}</translation>
    </message>
</context>
<context>
    <name>ImageLayer</name>
    <message>
        <source>Sharpening this large picture: {percent} %</source>
        <translation>正在让这张大图片变清晰：{percent} %</translation>
    </message>
</context>
<context>
    <name>LabelPanel</name>
    <message>
        <source>Shapes ({count})</source>
        <translation>形状（{count}）</translation>
    </message>
    <message>
        <source>What no shape covers</source>
        <translation>未被形状覆盖的区域</translation>
    </message>
    <message>
        <source>What you draw is listed here, the topmost first: to select, hide, lock and order.</source>
        <translation>画好的形状列在这里，最上层的排在最前：可选择、隐藏、锁定和排序。</translation>
    </message>
    <message>
        <source>is background: all is labelled</source>
        <translation>是背景：全部标注完</translation>
    </message>
    <message>
        <source>is ignored: part is labelled</source>
        <translation>被忽略：只标注了一部分</translation>
    </message>
    <message>
        <source>is not labelled yet</source>
        <translation>尚未标注</translation>
    </message>
    <message>
        <source>While drafts are left, what no confirmed shape covers is ignored. That is over once the last one is accepted or rejected.</source>
        <translation>只要还有草稿，未被已确认形状覆盖的部分都会被忽略。最后一个草稿被接受或拒绝后即恢复。</translation>
    </message>
    <message>
        <source>Background: everything of interest is outlined.
Ignored: only some of it is outlined; training looks at nothing else.
Not labelled yet: training leaves this image out.</source>
        <translation>背景：所有目标都已勾画。
忽略：只勾画了一部分，训练时不看其余区域。
尚未标注：训练不使用此图像。</translation>
    </message>
</context>
<context>
    <name>LabelView</name>
    <message>
        <source>Choose an image on the left to label it.</source>
        <translation>请在左侧选择一张图像进行标注。</translation>
    </message>
</context>
<context>
    <name>PromptModel</name>
    <message>
        <source>AI selection</source>
        <translation>AI 选择</translation>
    </message>
    <message>
        <source>Selecting by point and box needs a model, which is fetched once from the internet and kept on this computer. Your images never leave it.</source>
        <translation>点选和框选需要一个模型，只需从网络下载一次，并保存在这台电脑上。您的图像不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>{name} – on this computer; {licence}</source>
        <translation>{name} – 已在本机；{licence}</translation>
    </message>
    <message>
        <source>{name} – to be fetched; {licence}</source>
        <translation>{name} – 需要下载；{licence}</translation>
    </message>
</context>
<context>
    <name>ShapeList</name>
    <message>
        <source>group {n}</source>
        <translation>组 {n}</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Drawn by {model}, not confirmed: nothing learns from it.</source>
        <translation>由 {model} 绘制，未确认：不会从中学习。</translation>
    </message>
    <message>
        <source>Drawn by {model}, then changed by a person.</source>
        <translation>由 {model} 绘制，之后由人修改。</translation>
    </message>
    <message>
        <source>Drawn by {model}, confirmed by a person.</source>
        <translation>由 {model} 绘制，已由人确认。</translation>
    </message>
</context>
<context>
    <name>ToolOptions</name>
    <message>
        <source>More ▾</source>
        <translation>更多 ▾</translation>
    </message>
</context>
<context>
    <name>access</name>
    <message>
        <source>Eye: hide or show. What is hidden stays labelled: it is saved, trained on and exported.
Padlock: lock or unlock. What is locked cannot be selected or changed.</source>
        <translation>眼睛：隐藏或显示。隐藏的内容仍是标注：照样保存、训练和导出。
挂锁：锁定或解锁。锁定的内容不能选中或修改。</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Open folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a folder of images, or a project.</source>
        <translation>打开图像文件夹或项目。</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>Make a project from images and, if there are some, their labels.</source>
        <translation>用图像（以及已有的标注）新建项目。</translation>
    </message>
    <message>
        <source>Open the &amp;sample project</source>
        <translation>打开示例项目(&amp;S)</translation>
    </message>
    <message>
        <source>Twelve small pictures of cells to try everything with.</source>
        <translation>十二张细胞小图，供您试用全部功能。</translation>
    </message>
    <message>
        <source>&amp;Import labels…</source>
        <translation>导入标注(&amp;I)…</translation>
    </message>
    <message>
        <source>Take masks, COCO, YOLO or labelme files into this project.</source>
        <translation>把掩膜、COCO、YOLO 或 labelme 文件导入本项目。</translation>
    </message>
    <message>
        <source>&amp;Export masks…</source>
        <translation>导出掩膜(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the labels of all images as index PNG files in VOC layout.</source>
        <translation>把所有图像的标注按 VOC 目录结构写成索引 PNG 文件。</translation>
    </message>
    <message>
        <source>Export labels &amp;as…</source>
        <translation>标注导出为(&amp;A)…</translation>
    </message>
    <message>
        <source>Write the labels as masks, COCO, YOLO or labelme&apos;s four files.</source>
        <translation>把标注写成掩膜、COCO、YOLO 或 labelme 的四个文件。</translation>
    </message>
    <message>
        <source>&amp;Crop to regions of interest…</source>
        <translation>裁剪到感兴趣区域(&amp;C)…</translation>
    </message>
    <message>
        <source>Cut the bright parts out of all images, labels and all.</source>
        <translation>从所有图像中裁出明亮的部分，标注一并裁剪。</translation>
    </message>
    <message>
        <source>Last conversion &amp;report…</source>
        <translation>最近的转换报告(&amp;R)…</translation>
    </message>
    <message>
        <source>What the last import, export or crop carried over.</source>
        <translation>最近一次导入、导出或裁剪保留了什么。</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the selected shapes, also for other images and windows.</source>
        <translation>复制选中的形状，也可用于其他图像和窗口。</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Paste copied shapes at the place they were copied from.</source>
        <translation>把复制的形状粘贴到原来的位置。</translation>
    </message>
    <message>
        <source>Dupl&amp;icate</source>
        <translation>再制(&amp;I)</translation>
    </message>
    <message>
        <source>Take over shapes of the pre&amp;vious image</source>
        <translation>沿用上一幅图像的形状(&amp;V)</translation>
    </message>
    <message>
        <source>Copy all shapes of the image before this one, each at its place.</source>
        <translation>把前一幅图像的所有形状复制到相同位置。</translation>
    </message>
    <message>
        <source>&amp;Select the same class</source>
        <translation>选中同类形状(&amp;S)</translation>
    </message>
    <message>
        <source>Select all shapes of the classes of those that are selected.</source>
        <translation>选中与所选形状类别相同的所有形状。</translation>
    </message>
    <message>
        <source>Select the &amp;whole group</source>
        <translation>选中整个组(&amp;W)</translation>
    </message>
    <message>
        <source>Select what is grouped with the selected shapes.</source>
        <translation>选中与所选形状同组的形状。</translation>
    </message>
    <message>
        <source>Invert t&amp;he selection</source>
        <translation>反选(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>合并(&amp;M)</translation>
    </message>
    <message>
        <source>Make one shape of the selected ones, as the first one is.</source>
        <translation>把选中的形状合成一个，属性取自第一个。</translation>
    </message>
    <message>
        <source>S&amp;ubtract</source>
        <translation>减去(&amp;U)</translation>
    </message>
    <message>
        <source>Cut the other selected shapes out of the one selected first.</source>
        <translation>从先选中的形状中减去其他选中的形状。</translation>
    </message>
    <message>
        <source>&amp;Fill holes</source>
        <translation>填充孔洞(&amp;F)</translation>
    </message>
    <message>
        <source>Cover what the selected shapes surround.</source>
        <translation>填满选中形状所围住的部分。</translation>
    </message>
    <message>
        <source>S&amp;implify</source>
        <translation>简化(&amp;I)</translation>
    </message>
    <message>
        <source>Leave out corners that matter little; again leaves out more.</source>
        <translation>省去影响不大的顶点；再做一次省去更多。</translation>
    </message>
    <message>
        <source>&amp;Smooth</source>
        <translation>平滑(&amp;S)</translation>
    </message>
    <message>
        <source>Soften the outlines; again softens more.</source>
        <translation>使轮廓柔和；再做一次更柔和。</translation>
    </message>
    <message>
        <source>Turn into m&amp;asks</source>
        <translation>转为掩膜(&amp;A)</translation>
    </message>
    <message>
        <source>Masks of the same pixels, for brush and eraser.</source>
        <translation>像素相同的掩膜，供画笔和橡皮使用。</translation>
    </message>
    <message>
        <source>Turn into &amp;polygons</source>
        <translation>转为多边形(&amp;P)</translation>
    </message>
    <message>
        <source>Polygons that draw the same pixels.</source>
        <translation>画出相同像素的多边形。</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>编组(&amp;G)</translation>
    </message>
    <message>
        <source>Say that the selected shapes belong to one object.</source>
        <translation>表示选中的形状属于同一个物体。</translation>
    </message>
    <message>
        <source>U&amp;ngroup</source>
        <translation>取消编组(&amp;N)</translation>
    </message>
    <message>
        <source>Prop&amp;erties…</source>
        <translation>属性(&amp;E)…</translation>
    </message>
    <message>
        <source>Class, group, flags and description of the selected shapes.</source>
        <translation>选中形状的类别、组、标记和说明。</translation>
    </message>
    <message>
        <source>&amp;Flags of the image…</source>
        <translation>图像标记(&amp;F)…</translation>
    </message>
    <message>
        <source>labelme&apos;s flags, such as “blurred”: marks with names of your own.</source>
        <translation>labelme 的标记，例如“模糊”：名称由您自定。</translation>
    </message>
    <message>
        <source>Bring &amp;forward</source>
        <translation>上移一层(&amp;F)</translation>
    </message>
    <message>
        <source>Later shapes lie over earlier ones, in masks and in training.</source>
        <translation>后面的形状盖在前面的之上，掩膜和训练中也是如此。</translation>
    </message>
    <message>
        <source>Send back&amp;ward</source>
        <translation>下移一层(&amp;W)</translation>
    </message>
    <message>
        <source>Bring &amp;to front</source>
        <translation>移到最前(&amp;T)</translation>
    </message>
    <message>
        <source>Send to &amp;back</source>
        <translation>移到最后(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隐藏(&amp;H)</translation>
    </message>
    <message>
        <source>Hidden shapes stay labels: they are saved, trained on and exported.</source>
        <translation>隐藏的形状仍是标注：照样保存、训练和导出。</translation>
    </message>
    <message>
        <source>Hide all &amp;others</source>
        <translation>隐藏其他(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Show all</source>
        <translation>全部显示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>Locked shapes are shown, but cannot be selected or changed.</source>
        <translation>锁定的形状仍显示，但不能选中或修改。</translation>
    </message>
    <message>
        <source>&amp;Unlock all</source>
        <translation>全部解锁(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Delete shapes</source>
        <translation>删除形状(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Earlier versions…</source>
        <translation>早期版本(&amp;E)…</translation>
    </message>
    <message>
        <source>See what the labels of this image were, and bring them back.</source>
        <translation>查看此图像以前的标注，并可恢复。</translation>
    </message>
    <message>
        <source>Set the &amp;broken label file aside</source>
        <translation>把损坏的标注文件移开(&amp;B)</translation>
    </message>
    <message>
        <source>Rename it, so that this image can be labelled; nothing is deleted.</source>
        <translation>将其重命名，以便标注此图像；不会删除任何内容。</translation>
    </message>
    <message>
        <source>Select &amp;all shapes</source>
        <translation>选择全部形状(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>结果(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Previous image</source>
        <translation>上一张图像(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next image</source>
        <translation>下一张图像(&amp;N)</translation>
    </message>
    <message>
        <source>Previous unla&amp;belled image</source>
        <translation>上一张未标注的图像(&amp;B)</translation>
    </message>
    <message>
        <source>Next &amp;unlabelled image</source>
        <translation>下一张未标注的图像(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Hold out for validation</source>
        <translation>留出作验证(&amp;H)</translation>
    </message>
    <message>
        <source>Held-out images are never trained on; scores come from them.</source>
        <translation>留出的图像从不参与训练，评分都来自它们。</translation>
    </message>
    <message>
        <source>Edit in &amp;labelme</source>
        <translation>在 labelme 中编辑(&amp;L)</translation>
    </message>
    <message>
        <source>Open this image in labelme; what you save there appears here.</source>
        <translation>在 labelme 中打开此图像；在那里保存的内容会出现在这里。</translation>
    </message>
    <message>
        <source>&amp;Mark as fully labelled</source>
        <translation>标记为完全标注(&amp;M)</translation>
    </message>
    <message>
        <source>What no shape covers is background. For all selected images.</source>
        <translation>未被形状覆盖之处视为背景。用于所有选中的图像。</translation>
    </message>
    <message>
        <source>Mark as partl&amp;y labelled</source>
        <translation>标记为部分标注(&amp;Y)</translation>
    </message>
    <message>
        <source>What no shape covers is ignored. For all selected images.</source>
        <translation>未被形状覆盖之处将被忽略。用于所有选中的图像。</translation>
    </message>
    <message>
        <source>Mark as unlab&amp;elled</source>
        <translation>标记为未标注(&amp;E)</translation>
    </message>
    <message>
        <source>The shapes stay, and are not trained on. For all selected images.</source>
        <translation>形状保留，但不用于训练。用于所有选中的图像。</translation>
    </message>
    <message>
        <source>&amp;Delete all labels of the image…</source>
        <translation>删除图像的全部标注(&amp;D)…</translation>
    </message>
    <message>
        <source>For all selected images; earlier versions are kept.</source>
        <translation>用于所有选中的图像；早先的版本会保留。</translation>
    </message>
    <message>
        <source>Predict the selected images</source>
        <translation>预测选中的图像</translation>
    </message>
    <message>
        <source>&amp;Copy the path</source>
        <translation>复制路径(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Show in its folder</source>
        <translation>在文件夹中显示(&amp;S)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>适应窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Select and edit</source>
        <translation>选择和编辑(&amp;S)</translation>
    </message>
    <message>
        <source>Select, move and correct shapes.</source>
        <translation>选择、移动和修正形状。</translation>
    </message>
    <message>
        <source>Drag the picture. With any tool: Space or the middle mouse button.</source>
        <translation>拖动图像。使用任何工具时，也可按住空格键或鼠标中键拖动。</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation>多边形(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Freehand outline</source>
        <translation>手绘轮廓(&amp;F)</translation>
    </message>
    <message>
        <source>Drag around a thing, or along a line, as with a pen.</source>
        <translation>像用笔一样，沿物体外围或沿线条拖动。</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>矩形(&amp;R)</translation>
    </message>
    <message>
        <source>Drag from corner to corner; with Shift a square.</source>
        <translation>从一角拖到对角；按住 Shift 画正方形。</translation>
    </message>
    <message>
        <source>&amp;Oriented rectangle</source>
        <translation>旋转矩形(&amp;O)</translation>
    </message>
    <message>
        <source>Drag along one edge, then click how wide it is.</source>
        <translation>先沿一条边拖动，再单击确定宽度。</translation>
    </message>
    <message>
        <source>&amp;Circle</source>
        <translation>圆(&amp;C)</translation>
    </message>
    <message>
        <source>Drag from the middle to the rim; with Shift from rim to rim.</source>
        <translation>从圆心拖到圆周；按住 Shift 则从圆周一侧拖到另一侧。</translation>
    </message>
    <message>
        <source>Po&amp;int</source>
        <translation>点(&amp;I)</translation>
    </message>
    <message>
        <source>Each click is a point; in masks a dot of 10 pixels, as in labelme.</source>
        <translation>每次单击画一个点；与 labelme 一样，在掩膜中是直径 10 像素的圆点。</translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation>线段(&amp;L)</translation>
    </message>
    <message>
        <source>Drag from end to end; in masks 10 pixels wide, as in labelme.</source>
        <translation>从一端拖到另一端；与 labelme 一样，在掩膜中宽 10 像素。</translation>
    </message>
    <message>
        <source>Line &amp;strip</source>
        <translation>折线(&amp;S)</translation>
    </message>
    <message>
        <source>Click along a bent line; in masks 10 pixels wide, as in labelme.</source>
        <translation>沿弯曲的线条逐点单击；与 labelme 一样，在掩膜中宽 10 像素。</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>画笔(&amp;B)</translation>
    </message>
    <message>
        <source>Paint objects; the right mouse button erases.</source>
        <translation>涂画物体；鼠标右键擦除。</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>橡皮擦(&amp;E)</translation>
    </message>
    <message>
        <source>Erase from the selected shapes, or from any.</source>
        <translation>从选中的形状擦除；没有选中时，擦除任意形状。</translation>
    </message>
    <message>
        <source>&amp;Cut shapes in two</source>
        <translation>切开形状(&amp;C)</translation>
    </message>
    <message>
        <source>Draw a line across shapes; each falls in two.</source>
        <translation>画一条穿过形状的线，形状即一分为二。</translation>
    </message>
    <message>
        <source>Magic &amp;wand</source>
        <translation>魔棒(&amp;W)</translation>
    </message>
    <message>
        <source>Click a thing to select what has its colour.</source>
        <translation>单击物体，选中与它颜色相近的像素。</translation>
    </message>
    <message>
        <source>&amp;Live-wire</source>
        <translation>智能描边(&amp;L)</translation>
    </message>
    <message>
        <source>Outline a thing, or draw a line, that follows what is seen.</source>
        <translation>沿着看到的边缘勾勒轮廓或画线。</translation>
    </message>
    <message>
        <source>&amp;Box to outline</source>
        <translation>框选取轮廓(&amp;B)</translation>
    </message>
    <message>
        <source>Drag a box around a thing; its outline is found (GrabCut).</source>
        <translation>在物体外拖出方框，自动找出轮廓（GrabCut）。</translation>
    </message>
    <message>
        <source>&amp;Superpixels</source>
        <translation>超像素(&amp;S)</translation>
    </message>
    <message>
        <source>Paint with small parts of the picture whose borders follow edges.</source>
        <translation>用边界贴合边缘的小块来涂画。</translation>
    </message>
    <message>
        <source>&amp;Threshold in a box</source>
        <translation>框内阈值(&amp;T)</translation>
    </message>
    <message>
        <source>Label what is bright, or dark, in a box.</source>
        <translation>标注方框内的亮处或暗处。</translation>
    </message>
    <message>
        <source>&amp;AI: point or box</source>
        <translation>AI：点选或框选(&amp;A)</translation>
    </message>
    <message>
        <source>A segment-anything model finds the outline; it is fetched on first use.</source>
        <translation>由 Segment Anything 模型找出轮廓；首次使用时下载。</translation>
    </message>
    <message>
        <source>Click around a thing to outline it.</source>
        <translation>沿物体边缘逐点单击，勾出轮廓。</translation>
    </message>
    <message>
        <source>Move the &amp;view</source>
        <translation>移动视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Learn while I label</source>
        <translation>边标注边学习(&amp;L)</translation>
    </message>
    <message>
        <source>Short trainings in the background take in every image as it is saved, and show what they find in the image in view.</source>
        <translation>后台的短时训练会吸收每一张刚保存的图像，并在当前图像上显示模型找到的内容。</translation>
    </message>
    <message>
        <source>&amp;Predict this project</source>
        <translation>预测本项目(&amp;P)</translation>
    </message>
    <message>
        <source>Predict a &amp;folder…</source>
        <translation>预测文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Prediction options…</source>
        <translation>预测选项…</translation>
    </message>
    <message>
        <source>Use a &amp;model file…</source>
        <translation>使用模型文件(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Import weights…</source>
        <translation>导入权重(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export the model…</source>
        <translation>导出模型(&amp;E)…</translation>
    </message>
    <message>
        <source>For other programs: ONNX, TorchScript, or a bioimage.io package.</source>
        <translation>供其他程序使用：ONNX、TorchScript 或 bioimage.io 包。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation>简体中文</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>&amp;Brightness and channels</source>
        <translation>亮度与通道(&amp;B)</translation>
    </message>
    <message>
        <source>Change how the picture is shown; its values stay as they are.</source>
        <translation>改变图像的显示方式；像素值保持不变。</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>Show the labels, or the picture alone. Hold U for a quick look.</source>
        <translation>显示标注，或只看图像。按住 U 可临时隐藏标注。</translation>
    </message>
    <message>
        <source>&amp;Outlines only</source>
        <translation>仅轮廓(&amp;O)</translation>
    </message>
    <message>
        <source>Do not fill the labels.</source>
        <translation>不填充标注。</translation>
    </message>
    <message>
        <source>&amp;Scale bar</source>
        <translation>比例尺(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Grid of pixels</source>
        <translation>像素网格(&amp;G)</translation>
    </message>
    <message>
        <source>Draw lines between pixels from 1600 % on.</source>
        <translation>放大到 1600 % 起在像素之间画线。</translation>
    </message>
    <message>
        <source>&amp;Crosshair</source>
        <translation>十字线(&amp;C)</translation>
    </message>
    <message>
        <source>Pixel si&amp;ze…</source>
        <translation>像素尺寸(&amp;Z)…</translation>
    </message>
    <message>
        <source>Say how large a pixel is, for lengths in micrometres.</source>
        <translation>设定一个像素有多大，以便用微米显示长度。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>键盘操作(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About UNet Studio</source>
        <translation>关于 UNet Studio(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation>掩膜(&amp;M)</translation>
    </message>
    <message>
        <source>Show what was predicted, in the colours of the classes.</source>
        <translation>以类别颜色显示预测结果。</translation>
    </message>
    <message>
        <source>&amp;Probability</source>
        <translation>概率(&amp;P)</translation>
    </message>
    <message>
        <source>Show how probable a class is. Where this is grey, predict again: the probabilities were not kept.</source>
        <translation>显示某一类别的概率。若此项为灰色，说明未保存概率，请重新预测。</translation>
    </message>
    <message>
        <source>&amp;Uncertainty</source>
        <translation>不确定度(&amp;U)</translation>
    </message>
    <message>
        <source>Show where the model is undecided. Where this is grey, predict again: the probabilities were not kept.</source>
        <translation>显示模型拿不准的地方。若此项为灰色，说明未保存概率，请重新预测。</translation>
    </message>
    <message>
        <source>&amp;Errors</source>
        <translation>误差(&amp;E)</translation>
    </message>
    <message>
        <source>Show where prediction and labels differ. Where this is grey, the image has no labels to compare with.</source>
        <translation>显示预测与标注不一致的地方。若此项为灰色，说明该图像没有可比较的标注。</translation>
    </message>
    <message>
        <source>&amp;Your labels</source>
        <translation>您的标注(&amp;Y)</translation>
    </message>
    <message>
        <source>Show what you drew instead of what was predicted. Where this is grey, the image has no labels.</source>
        <translation>显示您绘制的标注而非预测。若此项为灰色，说明该图像没有标注。</translation>
    </message>
    <message>
        <source>Probability of the &amp;next class</source>
        <translation>下一类别的概率(&amp;N)</translation>
    </message>
    <message>
        <source>Show how probable the next class is, one class after the other.</source>
        <translation>依次显示下一个类别的概率。</translation>
    </message>
    <message>
        <source>&amp;One picture</source>
        <translation>单图(&amp;O)</translation>
    </message>
    <message>
        <source>Show the result over its picture.</source>
        <translation>将结果叠加在图像上显示。</translation>
    </message>
    <message>
        <source>&amp;Swipe</source>
        <translation>卷帘(&amp;S)</translation>
    </message>
    <message>
        <source>Show the result to the right of a divider that you drag over the picture.</source>
        <translation>在可拖动分隔线的右侧显示结果。</translation>
    </message>
    <message>
        <source>S&amp;ide by side</source>
        <translation>并排(&amp;I)</translation>
    </message>
    <message>
        <source>Show the result beside the picture; both move together.</source>
        <translation>将结果与图像并排显示，二者同步移动。</translation>
    </message>
    <message>
        <source>Divider to the &amp;left</source>
        <translation>分隔线左移(&amp;L)</translation>
    </message>
    <message>
        <source>Divider to the &amp;right</source>
        <translation>分隔线右移(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Blink</source>
        <translation>闪烁对比(&amp;B)</translation>
    </message>
    <message>
        <source>Show the picture with and without the result in turn. Hold U for a quick look.</source>
        <translation>交替显示有结果和无结果的图像。按住 U 可临时只看图像。</translation>
    </message>
    <message>
        <source>Find what to label ne&amp;xt</source>
        <translation>查找接下来标注什么(&amp;X)</translation>
    </message>
    <message>
        <source>The model looks at all images and lists those, and the spot in each, from which it would learn most.</source>
        <translation>模型会查看所有图像，列出最能让它学到东西的图像以及其中的位置。</translation>
    </message>
    <message>
        <source>Next suggestion</source>
        <translation>下一条建议</translation>
    </message>
    <message>
        <source>Previous suggestion</source>
        <translation>上一条建议</translation>
    </message>
    <message>
        <source>The rest of the spot is background</source>
        <translation>此处其余部分是背景</translation>
    </message>
    <message>
        <source>Everything of interest in the frame is outlined; what no shape covers there is background, and the rest of the image is ignored.</source>
        <translation>框内感兴趣的东西都已勾出；框内未被形状覆盖的部分是背景，图像的其余部分被忽略。</translation>
    </message>
    <message>
        <source>&amp;Accept the draft, go to the next</source>
        <translation>接受草稿并转到下一个(&amp;A)</translation>
    </message>
    <message>
        <source>Say that the selected draft is right. Delete rejects it.</source>
        <translation>认可所选草稿。按 Delete 拒绝它。</translation>
    </message>
    <message>
        <source>&amp;Back to the draft before</source>
        <translation>回到上一个草稿(&amp;B)</translation>
    </message>
    <message>
        <source>Accept a&amp;ll</source>
        <translation>全部接受(&amp;L)</translation>
    </message>
    <message>
        <source>Say that all drafts of this image are right; one step to undo.</source>
        <translation>认可本图像的全部草稿；一步即可撤销。</translation>
    </message>
    <message>
        <source>&amp;Reject all</source>
        <translation>全部拒绝(&amp;R)</translation>
    </message>
    <message>
        <source>Take all drafts of this image away; one step to undo.</source>
        <translation>去掉本图像的全部草稿；一步即可撤销。</translation>
    </message>
    <message>
        <source>&amp;Next image with drafts</source>
        <translation>下一张有草稿的图像(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Correct this</source>
        <translation>修正这张(&amp;C)</translation>
    </message>
    <message>
        <source>Open this image in Label, with what the model found as drafts to accept, mend or reject.</source>
        <translation>在标注模式中打开这张图像，模型找到的内容作为草稿，供接受、修改或拒绝。</translation>
    </message>
    <message>
        <source>&amp;Drafts for all unlabelled</source>
        <translation>为所有未标注图像生成草稿(&amp;D)</translation>
    </message>
    <message>
        <source>Every unlabelled image of these results gets its prediction as drafts. Nothing learns from a draft before somebody accepts it.</source>
        <translation>这些结果中的每张未标注图像都得到其预测作为草稿。在有人接受之前，不会从草稿中学习。</translation>
    </message>
    <message>
        <source>Train &amp;on</source>
        <translation>继续训练(&amp;O)</translation>
    </message>
    <message>
        <source>Let the model in use go on learning, now also from what you corrected. The new one takes its place only if it is better on the same held-out images.</source>
        <translation>让当前模型继续学习，也从您修正的内容中学习。只有在相同的留出图像上更好时，新模型才会取代它。</translation>
    </message>
    <message>
        <source>&amp;All models…</source>
        <translation>所有模型(&amp;A)…</translation>
    </message>
    <message>
        <source>See, compare, rename, add and delete models.</source>
        <translation>查看、比较、重命名、添加和删除模型。</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>报告(&amp;R)…</translation>
    </message>
    <message>
        <source>One page on the model in use, if it was trained in this project: data, split, recipe, curves, scores, pictures, methods, and how to train it again.</source>
        <translation>关于所用模型的一页报告（须是在本项目中训练的）：数据、划分、配方、曲线、得分、图片、方法，以及如何重新训练。</translation>
    </message>
</context>
<context>
    <name>banner</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>browser</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索 (Ctrl+F)</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} / {total}</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>已选 {n} 张</translation>
    </message>
    <message>
        <source>Show all images</source>
        <translation>显示全部图像</translation>
    </message>
    <message>
        <source>No image has these words in its name.</source>
        <translation>没有名称包含这些字词的图像。</translation>
    </message>
    <message>
        <source>No image is of this kind.</source>
        <translation>没有此类图像。</translation>
    </message>
    <message>
        <source>No image of this kind has these words in its name.</source>
        <translation>此类图像中没有名称包含这些字词的。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Unlike the training images</source>
        <translation>与训练图像不同</translation>
    </message>
    <message>
        <source>With problems</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>partly labelled</source>
        <translation>部分标注</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>已预测</translation>
    </message>
    <message>
        <source>Partly labelled</source>
        <translation>部分标注</translation>
    </message>
    <message>
        <source>Fully labelled</source>
        <translation>完全标注</translation>
    </message>
    <message>
        <source>With drafts to look through</source>
        <translation>有草稿待查看</translation>
    </message>
    <message>
        <source>Held out for validation</source>
        <translation>留出作验证</translation>
    </message>
    <message>
        <source>Dice {score}</source>
        <translation>Dice {score}</translation>
    </message>
    <message>
        <source>problem: point here</source>
        <translation>有问题：悬停查看</translation>
    </message>
    <message>
        <source>In the folder itself</source>
        <translation>文件夹本身</translation>
    </message>
    <message>
        <source>{n} {n:plane|planes}, {labelled} labelled</source>
        <translation>{n} 个平面，已标注 {labelled}</translation>
    </message>
    <message>
        <source>{n} {n:image|images}, {labelled} labelled</source>
        <translation>{n} 张图像，已标注 {labelled}</translation>
    </message>
    <message>
        <source>Plane {number}</source>
        <translation>第 {number} 平面</translation>
    </message>
    <message>
        <source>Show only: {kind}</source>
        <translation>只显示：{kind}</translation>
    </message>
    <message>
        <source>In which order the images stand</source>
        <translation>图像的排列顺序</translation>
    </message>
    <message>
        <source>Reverse order</source>
        <translation>逆序</translation>
    </message>
    <message>
        <source>Group by folder</source>
        <translation>按文件夹分组</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>Latest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Label next first</source>
        <translation>接下来标注的在前</translation>
    </message>
</context>
<context>
    <name>canvas</name>
    <message>
        <source>Partly labelled: what no shape covers is ignored</source>
        <translation>部分标注：未被形状覆盖的像素将被忽略</translation>
    </message>
</context>
<context>
    <name>classes</name>
    <message>
        <source>A project holds at most 254 classes.</source>
        <translation>一个项目最多可有 254 个类别。</translation>
    </message>
    <message>
        <source>A class needs a name.</source>
        <translation>类别必须有名称。</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a class: it is not one line of text.</source>
        <translation>{name} 不能作为类别名称：它不是一行文字。</translation>
    </message>
    <message>
        <source>The name {name} is reserved; please choose another.</source>
        <translation>名称 {name} 已保留，请另选一个。</translation>
    </message>
    <message>
        <source>There is a class {name} already.</source>
        <translation>类别 {name} 已存在。</translation>
    </message>
    <message>
        <source>{colour} is no colour; it should look like #e69f00.</source>
        <translation>{colour} 不是颜色，应写成 #e69f00 的形式。</translation>
    </message>
    <message>
        <source>There is no class {name} in this project; please add it to the classes.</source>
        <translation>本项目中没有类别 {name}，请先添加该类别。</translation>
    </message>
    <message>
        <source>The mask holds the value {value}, which is no class.</source>
        <translation>掩膜中的值 {value} 不对应任何类别。</translation>
    </message>
    <message>
        <source>This class is gone already.</source>
        <translation>此类别已不存在。</translation>
    </message>
    <message>
        <source>Counted {name}</source>
        <translation>已统计 {name}</translation>
    </message>
</context>
<context>
    <name>coco</name>
    <message>
        <source>{count} {count:annotation belongs|annotations belong} to no image of the file.</source>
        <translation>有 {count} 条标注不属于文件中的任何图像。</translation>
    </message>
    <message>
        <source>These images stand in the file twice; the first one counts: {names}</source>
        <translation>这些图像在文件中出现两次，以第一次为准：{names}</translation>
    </message>
    <message>
        <source>Cannot open {path}: {reason}.</source>
        <translation>无法打开 {path}：{reason}。</translation>
    </message>
    <message>
        <source>Cannot understand {path}: {reason}.</source>
        <translation>无法读懂 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} is no COCO file of instances: it has no list of images.</source>
        <translation>{path} 不是 COCO 实例文件：其中没有图像列表。</translation>
    </message>
    <message>
        <source>{count} {count:entry|entries} of “{key}” cannot be understood.</source>
        <translation>“{key}”中有 {count} 项无法读懂。</translation>
    </message>
    <message>
        <source>Super-categories are not kept: {names}</source>
        <translation>上级类别不予保留：{names}</translation>
    </message>
    <message>
        <source>{path} names none of the images, but for instance {names}.</source>
        <translation>{path} 没有提到任何一张图像，提到的例如有 {names}。</translation>
    </message>
    <message>
        <source>it has no category</source>
        <translation>没有类别</translation>
    </message>
    <message>
        <source>its run lengths are of a picture of another size</source>
        <translation>其游程编码对应另一尺寸的图像</translation>
    </message>
    <message>
        <source>it covers no pixel</source>
        <translation>没有覆盖任何像素</translation>
    </message>
    <message>
        <source>its outline has too few or an odd number of coordinates</source>
        <translation>其轮廓坐标太少或个数为奇数</translation>
    </message>
    <message>
        <source>it has neither an outline nor a box</source>
        <translation>既没有轮廓也没有外框</translation>
    </message>
    <message>
        <source>its coordinates are no numbers</source>
        <translation>其坐标不是数字</translation>
    </message>
    <message>
        <source>{count} {count:image of the file is|images of the file are} not in the project: {names}</source>
        <translation>文件中有 {count} 张图像不在项目中：{names}</translation>
    </message>
    <message>
        <source>{count} {count:annotation is|annotations are} left out: {reason}.</source>
        <translation>略去 {count} 条标注：{reason}。</translation>
    </message>
    <message>
        <source>It is not clear which images these are: {names}</source>
        <translation>无法确定这些是哪些图像：{names}</translation>
    </message>
    <message>
        <source>its run lengths cover {count} {count:pixel|pixels}, not {height} x {width}</source>
        <translation>其游程编码覆盖 {count} 个像素，而不是 {height} x {width}</translation>
    </message>
    <message>
        <source>its run lengths cannot be understood</source>
        <translation>其游程编码无法读懂</translation>
    </message>
</context>
<context>
    <name>command line</name>
    <message>
        <source>Stopped before the end.</source>
        <translation>提前停止。</translation>
    </message>
    <message>
        <source>Cannot use {path}: {reason}.</source>
        <translation>无法使用 {path}：{reason}。</translation>
    </message>
    <message>
        <source>There is no screen here, so the window cannot open. Without it: unet-studio demo, unet-studio --help</source>
        <translation>这里没有屏幕，无法打开窗口。不用窗口时：unet-studio demo、unet-studio --help</translation>
    </message>
    <message>
        <source>The window cannot open: {library} is missing. On Debian or Ubuntu: sudo apt-get install {packages}</source>
        <translation>无法打开窗口：缺少 {library}。Debian 或 Ubuntu：sudo apt-get install {packages}</translation>
    </message>
    <message>
        <source>The window cannot open: {detail}. What to install, says: unet-studio doctor</source>
        <translation>无法打开窗口：{detail}。需要安装什么，请运行 unet-studio doctor 查看</translation>
    </message>
    <message>
        <source>The project {project} has no model yet. Train one: {command}</source>
        <translation>项目 {project} 还没有模型。请先训练：{command}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>The rest of the spot is background</source>
        <translation>此处其余部分是背景</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>These runs are of different projects: {projects}. Only runs of one project have held-out images in common.</source>
        <translation>这些训练记录属于不同的项目：{projects}。只有同一项目的训练记录才有共同的留出图像。</translation>
    </message>
    <message>
        <source>There is no run in {path}.</source>
        <translation>{path} 中没有训练记录。</translation>
    </message>
    <message>
        <source>There is no run to compare yet: train first.</source>
        <translation>还没有可比较的训练记录：请先训练。</translation>
    </message>
    <message>
        <source>No labelled image is held out, so there is nothing to compare runs with. Hold out one or more in Label mode (H), or train once: a fifth is held out then.</source>
        <translation>没有留出任何已标注的图像，因此无法比较训练记录。请在标注模式中留出一张或多张（H），或先训练一次：那时会留出五分之一。</translation>
    </message>
    <message>
        <source>{run} compared</source>
        <translation>{run} 已比较</translation>
    </message>
    <message>
        <source>{run} has no model.</source>
        <translation>{run} 没有模型。</translation>
    </message>
    <message>
        <source>It learnt from {names}, held out now: its scores flatter.</source>
        <translation>它学习过现在留出的 {names}：其评分偏高。</translation>
    </message>
    <message>
        <source>Its best weights were chosen by other held-out images: {names}.</source>
        <translation>它的最佳权重是用另外的留出图像选出的：{names}。</translation>
    </message>
    <message>
        <source>Give one value or more for {key}.</source>
        <translation>请为 {key} 给出一个或多个值。</translation>
    </message>
    <message>
        <source>Dice as each run measured it while it learnt. Press Compare to score all of them on the same held-out images.</source>
        <translation>各次训练在学习过程中测得的 Dice。按“比较”可在相同的留出图像上为它们评分。</translation>
    </message>
    <message>
        <source>Scores on the same held-out images: {names}.</source>
        <translation>在相同留出图像上的评分：{names}。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Write a page</source>
        <translation>写出网页</translation>
    </message>
    <message>
        <source>Write a table</source>
        <translation>写出表格</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>重命名训练记录</translation>
    </message>
    <message>
        <source>Its new name:</source>
        <translation>新名称：</translation>
    </message>
    <message>
        <source>Move {count} {count:run, with its|runs, with their} models and curves, to the bin of this computer?</source>
        <translation>将 {count} 个训练记录连同其模型和曲线移到本机的回收站？</translation>
    </message>
    <message>
        <source>After that the project has no model any more: there are no others.</source>
        <translation>此后项目将不再有模型：没有其他模型了。</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Let the model of each ticked run predict the same held-out images, and score it.</source>
        <translation>让每个勾选的训练记录的模型预测相同的留出图像并评分。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Page (HTML)…</source>
        <translation>网页（HTML）…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>表格（CSV）…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>What can be done with the selected run</source>
        <translation>可对所选训练记录进行的操作</translation>
    </message>
    <message>
        <source>Tick runs on the left to see their curves.</source>
        <translation>在左侧勾选训练记录以查看其曲线。</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Press Compare first.</source>
        <translation>请先按“比较”。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Use this recipe</source>
        <translation>使用此配方</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>打开其文件夹</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Held-out image</source>
        <translation>留出图像</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Tint the areas, or show contours alone.</source>
        <translation>为区域着色，或只显示轮廓。</translation>
    </message>
    <message>
        <source>Press Compare: the model of each ticked run predicts the held-out images, and their masks appear here side by side.</source>
        <translation>请按“比较”：每个勾选的训练记录的模型会预测留出图像，其掩膜并排显示在这里。</translation>
    </message>
    <message>
        <source>Turn the wheel to zoom all, drag to move, double-click for all.</source>
        <translation>滚轮同时缩放，拖动可移动，双击显示全部。</translation>
    </message>
    <message>
        <source>Dice (images)</source>
        <translation>Dice（图像）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>There is no run yet. Every training becomes one.</source>
        <translation>还没有训练记录。每次训练都会成为一个。</translation>
    </message>
    <message>
        <source>It was not scored.</source>
        <translation>没有评分。</translation>
    </message>
    <message>
        <source>On these held-out images: {names}.</source>
        <translation>评分所用的留出图像：{names}。</translation>
    </message>
    <message>
        <source>On {n} of these held-out images: {names}. Of 20 and more, one half chooses the weights and the other scores them; where time is short, fewer are looked at. Compare looks at all.</source>
        <translation>在这些留出图像中的 {n} 张上：{names}。达到 20 张时，一半用来选择权重，另一半用来评分；时间不够时会看得更少。“比较”会看全部。</translation>
    </message>
    <message>
        <source>Other images or classes than those of {name}: the two numbers cannot be set beside each other. Tick both and press Compare.</source>
        <translation>图像或类别与 {name} 的不同：两个数值不能相比。请勾选两者并按“比较”。</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>{name}
Recipe {recipe}, seed {seed}, started {when}
{minutes} min, {steps} {steps:step|steps}</source>
        <translation>{name}
配方 {recipe}，种子 {seed}，开始于 {when}
{minutes} 分钟，{steps} 步</translation>
    </message>
    <message>
        <source>Scores of the chosen runs</source>
        <translation>所选训练记录的评分</translation>
    </message>
    <message>
        <source>best at</source>
        <translation>最佳于</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The best of these runs</source>
        <translation>这些训练记录中最好的</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写出：{path}</translation>
    </message>
    <message>
        <source>{paths} could not be moved to the bin; nothing of {count:it|them} was deleted.</source>
        <translation>{paths} 无法移到回收站；没有删除任何内容。</translation>
    </message>
</context>
<context>
    <name>compare page</name>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>Focal loss</source>
        <translation>Focal 损失</translation>
    </message>
    <message>
        <source>Dice loss</source>
        <translation>Dice 损失</translation>
    </message>
    <message>
        <source>no augmentation</source>
        <translation>无数据增强</translation>
    </message>
    <message>
        <source>10x rotated</source>
        <translation>旋转 10 倍</translation>
    </message>
    <message>
        <source>Loss by augmentation</source>
        <translation>损失 × 数据增强</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Predictions of the held-out images</source>
        <translation>留出图像的预测</translation>
    </message>
    <message>
        <source>The first {shown} of {count}.</source>
        <translation>共 {count} 张，显示前 {shown} 张。</translation>
    </message>
    <message>
        <source>Runs of {project} compared</source>
        <translation>{project} 的训练记录比较</translation>
    </message>
    <message>
        <source>Every model predicted the same {count:held-out image|{count} held-out images}, which none of them learnt from unless it is said below: {names}. Made on {date} with {software}.</source>
        <translation>每个模型都预测了相同的 {count} 张留出图像；除非下文另有说明，没有模型学习过它们：{names}。于 {date} 由 {software} 生成。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>validation loss (held-out images)</source>
        <translation>验证损失（留出图像）</translation>
    </message>
    <message>
        <source>held-out Dice while learning, mean</source>
        <translation>学习过程中留出图像的 Dice（平均）</translation>
    </message>
    <message>
        <source>mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>best at step</source>
        <translation>最佳步</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>What differs between the recipes</source>
        <translation>配方之间的不同</translation>
    </message>
    <message>
        <source>Nothing: only the seed, the time or the data.</source>
        <translation>没有：只有种子、时间或数据不同。</translation>
    </message>
</context>
<context>
    <name>conversion</name>
    <message>
        <source>Images: {count}</source>
        <translation>图像：{count}</translation>
    </message>
    <message>
        <source>Could not be carried over:</source>
        <translation>未能保留的内容：</translation>
    </message>
    <message>
        <source>Programs fill an outline differently: labelme, and so this program, counts the pixels that it passes through, COCO those whose middle lies inside, and readers of YOLO files a few more.</source>
        <translation>各程序填充轮廓的方式不同：labelme（本程序与之相同）计入轮廓经过的所有像素，COCO 只计中心在轮廓内的像素，YOLO 文件的读取程序则略多一些。</translation>
    </message>
    <message>
        <source>Everything was carried over.</source>
        <translation>内容全部保留。</translation>
    </message>
    <message>
        <source>{name} has {before} {before:region|regions} before and {after} after.</source>
        <translation>“{name}”转换前有 {before} 个区域，转换后有 {after} 个。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
</context>
<context>
    <name>crop</name>
    <message>
        <source>Cropped {image}</source>
        <translation>已裁剪 {image}</translation>
    </message>
    <message>
        <source>No image has a region above the grey value {threshold} whose area lies in the range; no project was made.</source>
        <translation>没有任何图像含有灰度高于 {threshold} 且面积在范围内的区域；未新建项目。</translation>
    </message>
    <message>
        <source>Regions of interest: {count}</source>
        <translation>感兴趣区域：{count} 个</translation>
    </message>
    <message>
        <source>{folder} is not empty; please choose a new or empty folder.</source>
        <translation>{folder} 不是空文件夹；请选择新文件夹或空文件夹。</translation>
    </message>
    <message>
        <source>{folder} lies among the project&apos;s images, so that the crops would become images of it too. Please choose another folder.</source>
        <translation>{folder} 位于项目的图像之中，裁剪结果会被当作项目的图像。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>It has no region of interest.</source>
        <translation>没有感兴趣区域。</translation>
    </message>
    <message>
        <source>{count} labelled {count:pixel lies|pixels lie} outside the regions of interest.</source>
        <translation>有 {count} 个已标注的像素在感兴趣区域之外。</translation>
    </message>
    <message>
        <source>Crop to regions of interest</source>
        <translation>裁剪到感兴趣区域</translation>
    </message>
    <message>
        <source>Choose an empty folder</source>
        <translation>选择一个空文件夹</translation>
    </message>
    <message>
        <source>What is brighter than the threshold, and neither smaller nor larger than said, is cut out of each image, with its labels. This is {name}; the numbers hold for all images.</source>
        <translation>从每张图像中裁出比阈值亮、且大小在范围内的部分，标注一并裁剪。这里显示的是 {name}；数值对所有图像有效。</translation>
    </message>
    <message>
        <source>Grey value above</source>
        <translation>灰度高于</translation>
    </message>
    <message>
        <source>Smallest area</source>
        <translation>最小面积</translation>
    </message>
    <message>
        <source>Largest area</source>
        <translation>最大面积</translation>
    </message>
    <message>
        <source>New project in</source>
        <translation>新项目位于</translation>
    </message>
    <message>
        <source>Crop all images</source>
        <translation>裁剪所有图像</translation>
    </message>
    <message>
        <source>{n} of {total} bright {total:region|regions} {n:is|are} of interest.</source>
        <translation>{total} 个明亮区域中有 {n} 个符合条件。</translation>
    </message>
    <message>
        <source>Please choose a new or empty folder that is not among the project&apos;s images.</source>
        <translation>请选择不在项目图像之中的新文件夹或空文件夹。</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>The image and its regions of interest</source>
        <translation>图像及其感兴趣区域</translation>
    </message>
</context>
<context>
    <name>decision</name>
    <message>
        <source>This is no decision on masks: {found}.</source>
        <translation>这不是关于掩膜的决定：{found}。</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>细化</translation>
    </message>
    <message>
        <source>Predict again</source>
        <translation>重新预测</translation>
    </message>
    <message>
        <source>Find the best</source>
        <translation>寻找最佳</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Use for all images</source>
        <translation>用于所有图像</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Evens out borders. The higher, the rounder; what is thinner than this goes.</source>
        <translation>使边界平整。数值越大越圆滑；比它更细的部分会消失。</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>填补孔洞</translation>
    </message>
    <message>
        <source>Fills holes in regions of at most so many pixels.</source>
        <translation>填充区域中不超过此像素数的孔洞。</translation>
    </message>
    <message>
        <source>Split touching</source>
        <translation>切开相接对象</translation>
    </message>
    <message>
        <source>Cuts touching objects apart at their waist. The number is how much narrower the waist must be than the smaller object, measured from the middle: 1 cuts almost any waist, 5 only deep ones. Objects of all classes are cut.</source>
        <translation>在腰部切开相接的对象。此数值表示从中线量起，腰部须比较小的对象窄多少：1 几乎切开所有腰部，5 只切开很深的腰部。所有类别的对象都会切开。</translation>
    </message>
    <message>
        <source>Minimum size</source>
        <translation>最小尺寸</translation>
    </message>
    <message>
        <source>Regions of fewer pixels become background.</source>
        <translation>像素更少的区域变为背景。</translation>
    </message>
    <message>
        <source>As the model says, with nothing done to help.</source>
        <translation>按模型的原样，不做任何处理。</translation>
    </message>
    <message>
        <source>Writes masks, overlays and drafts of all predicted images anew, as you see them now. Nothing is predicted again.</source>
        <translation>按您现在看到的样子，重新写出所有已预测图像的掩膜、叠加图和草稿。不会重新预测。</translation>
    </message>
    <message>
        <source>No probabilities are kept of this image, so its mask stays as it is. Predict it again to change that.</source>
        <translation>没有保存此图像的概率，因此其掩膜保持不变。重新预测即可更改。</translation>
    </message>
    <message>
        <source>Holes up to {area} µm² are filled.</source>
        <translation>填充不超过 {area} µm² 的孔洞。</translation>
    </message>
    <message>
        <source>Regions below {area} µm² go.</source>
        <translation>小于 {area} µm² 的区域会去掉。</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>How sure the model has to be. Lower finds more, and more that is wrong; higher misses more.</source>
        <translation>模型需要有多确定。越低找到越多，错误也越多；越高漏掉越多。</translation>
    </message>
    <message>
        <source>Right: more of a class. Left: less of it.</source>
        <translation>向右：该类别更多；向左：更少。</translation>
    </message>
    <message>
        <source>{name}: above 0 it is found more often, below 0 less often, at the cost of the other classes and of background.</source>
        <translation>{name}：大于 0 时更常被找到，小于 0 时更少被找到，其他类别和背景相应减少或增多。</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Looks for the threshold, or the bias of each class, of the best Dice on labelled images that the model was trained on. Held-out images are not looked at, so that their score stays honest.</source>
        <translation>在模型训练过的已标注图像上，寻找 Dice 最佳的阈值或各类别的偏置。不看留出图像，使其得分保持真实。</translation>
    </message>
    <message>
        <source>None of these images shows what the model looks for.</source>
        <translation>这些图像中都没有模型要找的东西。</translation>
    </message>
    <message>
        <source>The best on {count} {count:image|images} it learnt from: what you have.</source>
        <translation>在它学习过的 {count} 张图像上，现有设置已是最佳。</translation>
    </message>
    <message>
        <source>Found. There is no held-out image to see what it brings.</source>
        <translation>已找到。没有留出图像可用来检验效果。</translation>
    </message>
    <message>
        <source>Dice of the held-out images: {before} before, {after} now.</source>
        <translation>留出图像的 Dice：之前 {before}，现在 {after}。</translation>
    </message>
    <message>
        <source>These images have no labels in this project.</source>
        <translation>这些图像在本项目中没有标注。</translation>
    </message>
    <message>
        <source>It is looked for on labelled images that the model was trained on, never on held-out ones. Predict at least {count} of them too.</source>
        <translation>只在模型训练过的已标注图像上寻找，绝不在留出图像上寻找。请至少再预测其中 {count} 张。</translation>
    </message>
    <message>
        <source>{name} has no labels.</source>
        <translation>{name} 没有标注。</translation>
    </message>
</context>
<context>
    <name>device</name>
    <message>
        <source>There is no device {name}; say auto, cpu, cuda or cuda:0.</source>
        <translation>没有设备 {name}；可用 auto、cpu、cuda 或 cuda:0。</translation>
    </message>
    <message>
        <source>No GPU can be used: {reason}. The device cpu works. To mend it, {fix}</source>
        <translation>没有可用的 GPU：{reason}。可以使用设备 cpu。修复方法：{fix}</translation>
    </message>
    <message>
        <source>This computer has no usable CUDA GPU {name}; --device cpu works.</source>
        <translation>本机没有可用的 CUDA GPU {name}；可以使用 --device cpu。</translation>
    </message>
    <message>
        <source>torch {version}</source>
        <translation>torch {version}</translation>
    </message>
    <message>
        <source>GPU: none used, because {reason}; the CPU computes</source>
        <translation>GPU：未使用，因为{reason}；由 CPU 计算</translation>
    </message>
    <message>
        <source>GPU {number}: {name}, {memory:.0f} GiB, bfloat16 {speed}</source>
        <translation>GPU {number}：{name}，{memory:.0f} GiB，bfloat16 {speed}</translation>
    </message>
    <message>
        <source>this build of torch ({version}) comes without CUDA</source>
        <translation>此 torch 版本（{version}）不带 CUDA</translation>
    </message>
    <message>
        <source>The GPU cannot be used, so the CPU computes, much more slowly: {reason}. To mend it, {fix}</source>
        <translation>GPU 无法使用，因此由 CPU 计算，速度慢得多：{reason}。解决办法：{fix}</translation>
    </message>
    <message>
        <source>install a CUDA build of torch that fits your GPU into this environment: https://pytorch.org/get-started says how.</source>
        <translation>在此环境中安装适合您 GPU 的 torch 版本：方法见 https://pytorch.org/get-started。</translation>
    </message>
    <message>
        <source>install the newest NVIDIA driver (https://www.nvidia.com/drivers) and start the computer again; this torch needs one for CUDA {version}.</source>
        <translation>安装最新的 NVIDIA 驱动（https://www.nvidia.com/drivers）并重启计算机；此 torch 需要支持 CUDA {version} 的驱动。</translation>
    </message>
    <message>
        <source>see whether nvidia-smi lists a GPU and that CUDA_VISIBLE_DEVICES does not hide it, and start the computer again.</source>
        <translation>查看 nvidia-smi 是否列出 GPU、CUDA_VISIBLE_DEVICES 是否未将其隐藏，然后重启计算机。</translation>
    </message>
    <message>
        <source>CUDA does not start ({detail})</source>
        <translation>CUDA 无法启动（{detail}）</translation>
    </message>
    <message>
        <source>CUDA finds no GPU</source>
        <translation>CUDA 找不到 GPU</translation>
    </message>
    <message>
        <source>CPU: {name}, {cores} {cores:core|cores}, bfloat16 {speed}</source>
        <translation>CPU：{name}，{cores} 核，bfloat16 {speed}</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>快</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>The other processes of this training do not start: {detail}</source>
        <translation>此训练的其他进程无法启动：{detail}</translation>
    </message>
</context>
<context>
    <name>diagnosis</name>
    <message>
        <source>The training images show background alone: no pixel of them has a class.</source>
        <translation>训练图像中只有背景：没有任何像素属于某个类别。</translation>
    </message>
    <message>
        <source>Draw around what you are looking for in a few images that are not held out; then train again.</source>
        <translation>请在几张未留出的图像中勾画您要找的对象，然后重新训练。</translation>
    </message>
    <message>
        <source>No training image shows {name}, so it cannot be learnt.</source>
        <translation>没有训练图像包含 {name}，因此无法学习它。</translation>
    </message>
    <message>
        <source>Label {name} in an image that is not held out, or delete it.</source>
        <translation>请在未留出的图像中标注 {name}，或删除该类别。</translation>
    </message>
    <message>
        <source>The model says background everywhere: saying so is right for most pixels, and it has not found out yet what is not.</source>
        <translation>模型把所有地方都判为背景：对大多数像素来说这样说是对的，而它还没有学会哪些不是背景。</translation>
    </message>
    <message>
        <source>Give it more time. If it stays so: check that the labels cover whole objects, turn on “Balance classes” or raise “Dice” in the recipe&apos;s loss, and try a learning rate of {lower:g} or {higher:g}.</source>
        <translation>请给它更多时间。若一直如此：检查标注是否覆盖整个对象，在配方的损失中打开“平衡类别”或提高“Dice”，并尝试学习率 {lower:g} 或 {higher:g}。</translation>
    </message>
    <message>
        <source>{name} was not found once in the held-out images.</source>
        <translation>在留出图像中一次也没有找到 {name}。</translation>
    </message>
    <message>
        <source>Rare or small classes need more labels: label {name} in more images. “Balance classes” in the recipe&apos;s loss makes every pixel of it count more.</source>
        <translation>稀少或很小的类别需要更多标注：请在更多图像中标注 {name}。配方损失中的“平衡类别”会使它的每个像素更受重视。</translation>
    </message>
    <message>
        <source>Only about {count} {count:step fits|steps fit} into this training; a model needs some hundreds.</source>
        <translation>这次训练只能进行约 {count} 步；模型需要几百步才能学会。</translation>
    </message>
    <message>
        <source>Give it more time, about {times} times as much; other programs at work on this computer slow it down too.</source>
        <translation>请给更多时间，大约 {times} 倍；同时运行的其他程序也会拖慢训练。</translation>
    </message>
    <message>
        <source>The training loss rises: it was {best:.3g} and is {now:.3g} now.</source>
        <translation>训练损失在上升：曾为 {best:.3g}，现在是 {now:.3g}。</translation>
    </message>
    <message>
        <source>The learning rate is too high: stop, and try {rate:g} (Recipe, Learning rate). Cutting long gradients (“Longest gradient”) helps too.</source>
        <translation>学习率太高：请停止并尝试 {rate:g}（配方，学习率）。截断过长的梯度（“最长梯度”）也有帮助。</translation>
    </message>
    <message>
        <source>The training loss is level now: more time will hardly help.</source>
        <translation>训练损失已趋于平稳：更多时间几乎没有帮助。</translation>
    </message>
    <message>
        <source>You may stop. More labelled images are what helps most.</source>
        <translation>您可以停止。更多已标注的图像最有帮助。</translation>
    </message>
    <message>
        <source>The training loss has not fallen since the beginning.</source>
        <translation>训练损失从一开始就没有下降。</translation>
    </message>
    <message>
        <source>The learning rate is too low, or far too high: try {higher:g}, then {lower:g}. If neither helps, check that the labels lie on what they mean.</source>
        <translation>学习率太低，或高得太多：先尝试 {higher:g}，再尝试 {lower:g}。若都无效，请检查标注是否落在所指的对象上。</translation>
    </message>
    <message>
        <source>It begins to learn the training images by heart (over-fitting): the training loss falls, and on held-out images it has risen from {best:.3g} to {now:.3g}.</source>
        <translation>它开始死记训练图像（过拟合）：训练损失在下降，而留出图像上的损失已从 {best:.3g} 升到 {now:.3g}。</translation>
    </message>
    <message>
        <source>The model kept is the one that did best on held-out images, so you may stop. More labelled images help most; then more variation (rotation, bending) and dropout.</source>
        <translation>保留的是在留出图像上表现最好的模型，所以您可以停止。更多已标注的图像最有帮助；其次是更多变化（旋转、弯曲）和随机失活。</translation>
    </message>
</context>
<context>
    <name>display</name>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Channel {number}</source>
        <translation>通道 {number}</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Brightness and channels</source>
        <translation>亮度与通道</translation>
    </message>
    <message>
        <source>Shown black</source>
        <translation>显示为黑色的值</translation>
    </message>
    <message>
        <source>Shown bright</source>
        <translation>显示为最亮的值</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>Brightens or darkens what lies between.</source>
        <translation>使两者之间的部分变亮或变暗。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Only what you see changes: files and training do not.</source>
        <translation>只改变显示效果；文件和训练不受影响。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Stretch {low} to {high} %</source>
        <translation>拉伸 {low} 至 {high} %</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Automatic and stretched: by the values of each image. By hand: the same values are black and bright in all images of this kind.</source>
        <translation>自动和拉伸：按每幅图像自身的像素值。手动：所有同类图像以相同的值为黑、为亮。</translation>
    </message>
    <message>
        <source>Colour of the channel</source>
        <translation>通道的颜色</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>How often each value occurs. Drag the left handle to what is to be black, the right one to what is to be bright; double-click for automatic.</source>
        <translation>每个像素值出现的次数。拖动左侧手柄设定显示为黑色的值，拖动右侧手柄设定显示为最亮的值；双击恢复自动。</translation>
    </message>
</context>
<context>
    <name>doctor</name>
    <message>
        <source>Python {version} at {path}</source>
        <translation>Python {version}，位于 {path}</translation>
    </message>
    <message>
        <source>Memory: this system does not say how much</source>
        <translation>内存：系统未提供大小</translation>
    </message>
    <message>
        <source>Memory: {gib:.1f} GiB</source>
        <translation>内存：{gib:.1f} GiB</translation>
    </message>
    <message>
        <source>Large images may not fit; close other programs while training.</source>
        <translation>大图像可能放不下；训练时请关闭其他程序。</translation>
    </message>
    <message>
        <source>torch cannot be loaded: {detail}</source>
        <translation>无法加载 torch：{detail}</translation>
    </message>
    <message>
        <source>Install it again: pip install --force-reinstall torch</source>
        <translation>请重新安装：pip install --force-reinstall torch</translation>
    </message>
    <message>
        <source>There is an NVIDIA driver, but {reason}</source>
        <translation>有 NVIDIA 驱动，但{reason}</translation>
    </message>
    <message>
        <source>To use the GPU, {fix}</source>
        <translation>若要使用 GPU，请{fix}</translation>
    </message>
    <message>
        <source>{system} on {machine}, {cores} {cores:core|cores}</source>
        <translation>{system}（{machine}），{cores} 核</translation>
    </message>
    <message>
        <source>Memory once ran out with {key}; since then: {parts} {parts:part|parts} a batch, patches of {patch} pixels, {precision}. To forget it, delete {path}.</source>
        <translation>曾经内存不足：{key}；此后：每批分 {parts} 份，图块 {patch} 像素，{precision}。若要忘记，请删除 {path}。</translation>
    </message>
    <message>
        <source>Qt cannot start: {detail}</source>
        <translation>Qt 无法启动：{detail}</translation>
    </message>
    <message>
        <source>On Debian or Ubuntu: sudo apt-get install {packages}</source>
        <translation>Debian 或 Ubuntu：sudo apt-get install {packages}</translation>
    </message>
    <message>
        <source>Qt {version}, platform {platform}</source>
        <translation>Qt {version}，平台 {platform}</translation>
    </message>
    <message>
        <source>There is no screen here, so the window cannot open</source>
        <translation>这里没有屏幕，无法打开窗口</translation>
    </message>
    <message>
        <source>Work without it: unet-studio demo, unet-studio --help</source>
        <translation>不用窗口也能工作：unet-studio demo、unet-studio --help</translation>
    </message>
    <message>
        <source>There is a font for Chinese</source>
        <translation>有中文字体</translation>
    </message>
    <message>
        <source>There is no font for Chinese, so the Chinese window shows boxes</source>
        <translation>没有中文字体，中文界面会显示方框</translation>
    </message>
    <message>
        <source>On Debian or Ubuntu: sudo apt-get install fonts-noto-cjk</source>
        <translation>Debian 或 Ubuntu：sudo apt-get install fonts-noto-cjk</translation>
    </message>
    <message>
        <source>labelme {version}</source>
        <translation>labelme {version}</translation>
    </message>
    <message>
        <source>labelme cannot be used: {detail}</source>
        <translation>无法使用 labelme：{detail}</translation>
    </message>
    <message>
        <source>It is needed only to open images in labelme: pip install &quot;labelme&lt;7&quot;</source>
        <translation>只有在 labelme 中打开图像时才需要它：pip install &quot;labelme&lt;7&quot;</translation>
    </message>
    <message>
        <source>Checked {image}</source>
        <translation>已检查 {image}</translation>
    </message>
    <message>
        <source>Images: {count}</source>
        <translation>图像：{count} 张</translation>
    </message>
    <message>
        <source>There are no images in {folder}</source>
        <translation>{folder} 中没有图像</translation>
    </message>
    <message>
        <source>Put images there, or make a new project with another image folder.</source>
        <translation>请把图像放进去，或用另一个图像文件夹新建项目。</translation>
    </message>
    <message>
        <source>Labelled images: {count} of {total}</source>
        <translation>已标注图像：{total} 张中的 {count} 张</translation>
    </message>
    <message>
        <source>Label an image: there is nothing to learn from yet. A second one gives scores, and {wanted} or more do much better.</source>
        <translation>请标注一张图像：目前还没有可学习的内容。标注第二张就能得到评分，{wanted} 张或更多效果会好得多。</translation>
    </message>
    <message>
        <source>Label a second image: one is enough to train, but then none is held out, so that nothing is scored. {wanted} or more do much better.</source>
        <translation>请再标注一张图像：一张就足以训练，但那样没有留出图像，也就没有评分。{wanted} 张或更多效果会好得多。</translation>
    </message>
    <message>
        <source>Label more: {wanted} or more do much better.</source>
        <translation>请标注更多图像：{wanted} 张或更多效果会好得多。</translation>
    </message>
    <message>
        <source>Held-out images that are gone: {count}</source>
        <translation>已不存在的留出图像：{count}</translation>
    </message>
    <message>
        <source>Bring them back, or strike them off the list and hold out others.</source>
        <translation>把它们找回来，或从名单中去掉，另外留出别的图像。</translation>
    </message>
    <message>
        <source>Scores come from fewer images than the project says.</source>
        <translation>得分所依据的图像比项目所说的少。</translation>
    </message>
    <message>
        <source>Strike them off the list</source>
        <translation>从名单中去掉</translation>
    </message>
    <message>
        <source>Label another image to hold out; without one nothing can be scored.</source>
        <translation>请再标注一张图像作为留出图像；没有它就无法评分。</translation>
    </message>
    <message>
        <source>There is nothing to learn from.</source>
        <translation>没有可供学习的图像。</translation>
    </message>
    <message>
        <source>Hold out a fifth only</source>
        <translation>只留出五分之一</translation>
    </message>
    <message>
        <source>Held-out images with labels of one class and no background: {count}</source>
        <translation>只标注了一个类别而没有背景的留出图像：{count}</translation>
    </message>
    <message>
        <source>Draw all there is and mark them fully labelled; or say where there is background, by shapes called _background_ (drawn in labelme).</source>
        <translation>请画出所有该画的内容并标记为完全标注；或者用名为 _background_ 的形状（在 labelme 中绘制）标出背景。</translation>
    </message>
    <message>
        <source>Nothing found there counts as wrong: a model that finds the class everywhere scores 1.</source>
        <translation>其中多找到的部分都不算错：到处都找到该类别的模型也会得 1 分。</translation>
    </message>
    <message>
        <source>No background is labelled in any image to learn from</source>
        <translation>用来学习的图像都没有标注背景</translation>
    </message>
    <message>
        <source>Draw all there is in some of them and mark these fully labelled; or say where there is background: Label next does, and shapes called _background_ do.</source>
        <translation>请在其中一些图像中画出所有该画的内容并标记为完全标注；或者标出哪里是背景：可用“接下来标注”，或用名为 _background_ 的形状。</translation>
    </message>
    <message>
        <source>Nothing tells what is not {name}, so the model will find it everywhere.</source>
        <translation>没有任何内容说明什么不是 {name}，因此模型会到处都找到它。</translation>
    </message>
    <message>
        <source>There are no classes yet</source>
        <translation>还没有类别</translation>
    </message>
    <message>
        <source>Draw a shape and give it a class.</source>
        <translation>请画一个形状并指定类别。</translation>
    </message>
    <message>
        <source>The model would get an output that never learns anything.</source>
        <translation>模型会多出一个永远学不到东西的输出。</translation>
    </message>
    <message>
        <source>Remove the class {name}</source>
        <translation>删除类别 {name}</translation>
    </message>
    <message>
        <source>Class {name}: in {count} {count:image|images}, {share} of the labelled pixels</source>
        <translation>类别 {name}：出现在 {count} 张图像中，占已标注像素的 {share}</translation>
    </message>
    <message>
        <source>Class {name} is in held-out images only</source>
        <translation>类别 {name} 只出现在留出图像中</translation>
    </message>
    <message>
        <source>Train on one of these images, or label it in others.</source>
        <translation>把其中一张用于训练，或在其他图像中标注它。</translation>
    </message>
    <message>
        <source>It cannot be learnt, and its score will be 0.</source>
        <translation>它无法被学到，得分会是 0。</translation>
    </message>
    <message>
        <source>Train on {image}</source>
        <translation>用 {image} 训练</translation>
    </message>
    <message>
        <source>Class {name} is in one image only</source>
        <translation>类别 {name} 只出现在一张图像中</translation>
    </message>
    <message>
        <source>Label it in at least one more image.</source>
        <translation>至少再在一张图像中标注它。</translation>
    </message>
    <message>
        <source>Learnt from that image, it gets no score; so nobody knows how good.</source>
        <translation>从这张图像学了，就得不到分数，没人知道学得好不好。</translation>
    </message>
    <message>
        <source>Class {name} is in no held-out image</source>
        <translation>没有留出图像包含类别 {name}</translation>
    </message>
    <message>
        <source>Hold out one of the images that show it.</source>
        <translation>留出一张包含它的图像。</translation>
    </message>
    <message>
        <source>It gets no score, so nobody knows how well it is learnt.</source>
        <translation>它得不到分数，没人知道学得好不好。</translation>
    </message>
    <message>
        <source>Hold out {image}</source>
        <translation>留出 {image}</translation>
    </message>
    <message>
        <source>Class {name} makes up {share} of the labelled pixels</source>
        <translation>类别 {name} 只占已标注像素的 {share}</translation>
    </message>
    <message>
        <source>Label more images that show it; automatic training cuts more of it.</source>
        <translation>多标注一些包含它的图像；自动训练会多取样这样的部分。</translation>
    </message>
    <message>
        <source>A model can do without so rare a class and still be right nearly everywhere.</source>
        <translation>这么少见的类别，模型即使忽略它，也几乎处处正确。</translation>
    </message>
    <message>
        <source>Class {name} is in no image</source>
        <translation>没有任何图像含有类别 {name}</translation>
    </message>
    <message>
        <source>Label some, or remove the class; it cannot be learnt.</source>
        <translation>请标注一些，或删除该类别；否则学不会它。</translation>
    </message>
    <message>
        <source>Held out: {held_out}, for training: {learnt}</source>
        <translation>留出 {held_out} 张，用于训练 {learnt} 张</translation>
    </message>
    <message>
        <source>A score on images that were learnt from says nothing.</source>
        <translation>在学过的图像上得到的分数说明不了什么。</translation>
    </message>
    <message>
        <source>Hold out a fifth</source>
        <translation>留出五分之一</translation>
    </message>
    <message>
        <source>Hold out fewer images, or label others.</source>
        <translation>请少留出一些图像，或再标注一些。</translation>
    </message>
    <message>
        <source>Hold out a labelled image; without one nothing can be scored.</source>
        <translation>请留出一张已标注的图像；否则无法评分。</translation>
    </message>
    <message>
        <source>The model looked at {name}</source>
        <translation>模型看过了 {name}</translation>
    </message>
    <message>
        <source>The model looks at {name}</source>
        <translation>模型正在看 {name}</translation>
    </message>
    <message>
        <source>Likely missing objects: {count}</source>
        <translation>可能漏标的对象：{count}</translation>
    </message>
    <message>
        <source>The model is certain of an object where the labels say background.</source>
        <translation>标注为背景的地方，模型确信有对象。</translation>
    </message>
    <message>
        <source>Look at each; draw what was overlooked.</source>
        <translation>逐一查看；漏掉的请补画。</translation>
    </message>
    <message>
        <source>Shapes that the model takes for background: {count}</source>
        <translation>模型认为是背景的形状：{count}</translation>
    </message>
    <message>
        <source>The model is certain that there is nothing where a shape is.</source>
        <translation>画有形状的地方，模型确信什么都没有。</translation>
    </message>
    <message>
        <source>Look at each; either it is rare and worth more labels, or a slip.</source>
        <translation>逐一查看；要么它少见、值得多标注一些，要么是误画。</translation>
    </message>
    <message>
        <source>Shapes that the model takes for another class: {count}</source>
        <translation>模型认为属于另一类别的形状：{count}</translation>
    </message>
    <message>
        <source>The model is certain of another class than the label.</source>
        <translation>模型确信的类别与标注不同。</translation>
    </message>
    <message>
        <source>Look at each, and give the shape its right class.</source>
        <translation>逐一查看，给形状改成正确的类别。</translation>
    </message>
    <message>
        <source>{name}, {pixels} {pixels:pixel|pixels}, {certainty} certain</source>
        <translation>{name}，{pixels} 像素，把握 {certainty}</translation>
    </message>
    <message>
        <source>Label files that cannot be understood: {count}</source>
        <translation>无法理解的标注文件：{count}</translation>
    </message>
    <message>
        <source>Repair the files or take them away. The window offers to give such a file another name, and earlier versions of the labels may be there.</source>
        <translation>请修复或移走这些文件。窗口中可以把这样的文件改名，标注也可能有早先版本。</translation>
    </message>
    <message>
        <source>Until then these images are not trained on.</source>
        <translation>在此之前，这些图像不用于训练。</translation>
    </message>
    <message>
        <source>Parts of label files that cannot be used: {count}</source>
        <translation>标注文件中无法使用的部分：{count}</translation>
    </message>
    <message>
        <source>Draw these shapes anew; the files keep what they hold.</source>
        <translation>请重新画这些形状；文件中原有内容会保留。</translation>
    </message>
    <message>
        <source>What cannot be understood is not trained on.</source>
        <translation>无法理解的内容不用于训练。</translation>
    </message>
    <message>
        <source>Labels made for a picture of another size: {count}</source>
        <translation>为另一尺寸的图片所做的标注：{count}</translation>
    </message>
    <message>
        <source>Look whether the shapes lie where they should; saving settles it.</source>
        <translation>请查看形状的位置是否正确；保存一次即可消除。</translation>
    </message>
    <message>
        <source>The shapes may be shifted against the picture.</source>
        <translation>形状可能相对图片有偏移。</translation>
    </message>
    <message>
        <source>made for {stated}, the picture has {size}</source>
        <translation>按 {stated} 标注，图片为 {size}</translation>
    </message>
    <message>
        <source>Shapes of the class {name}, which the project does not know: {count}</source>
        <translation>项目不认识的类别 {name} 的形状：{count}</translation>
    </message>
    <message>
        <source>Add the class to the project, or change those shapes.</source>
        <translation>把该类别加入项目，或修改这些形状。</translation>
    </message>
    <message>
        <source>Images with such shapes are not trained on.</source>
        <translation>含有这种形状的图像不用于训练。</translation>
    </message>
    <message>
        <source>Add the class {name}</source>
        <translation>添加类别 {name}</translation>
    </message>
    <message>
        <source>Shapes drawn twice, one exactly over the other: {count}</source>
        <translation>完全重叠画了两次的形状：{count}</translation>
    </message>
    <message>
        <source>They count as two objects where there is one.</source>
        <translation>一个对象被算成了两个。</translation>
    </message>
    <message>
        <source>Remove the second ones.</source>
        <translation>去掉多出的那些。</translation>
    </message>
    <message>
        <source>Remove the doubles</source>
        <translation>去掉重复的</translation>
    </message>
    <message>
        <source>Shapes that enclose next to nothing: {count}</source>
        <translation>几乎不包围任何东西的形状：{count}</translation>
    </message>
    <message>
        <source>Most are slips of the hand. They are taught as objects all the same.</source>
        <translation>多半是手误，却仍会被当作对象来学习。</translation>
    </message>
    <message>
        <source>Delete them, if they are none.</source>
        <translation>如果不是对象，就删除它们。</translation>
    </message>
    <message>
        <source>Delete the slivers</source>
        <translation>删除碎片</translation>
    </message>
    <message>
        <source>Outlines that cross themselves: {count}</source>
        <translation>自相交的轮廓：{count}</translation>
    </message>
    <message>
        <source>Which parts of them are inside is for the computer to guess.</source>
        <translation>哪些部分算内部，只能由计算机猜测。</translation>
    </message>
    <message>
        <source>Move the corner points until the outline no longer crosses itself.</source>
        <translation>移动顶点，直到轮廓不再自相交。</translation>
    </message>
    <message>
        <source>Shapes that lie wholly outside their picture: {count}</source>
        <translation>完全在图片之外的形状：{count}</translation>
    </message>
    <message>
        <source>They teach nothing; perhaps the labels belong to another picture.</source>
        <translation>它们什么也教不了；标注也许属于另一张图片。</translation>
    </message>
    <message>
        <source>Look at these images; if the picture is right, delete the shapes.</source>
        <translation>请查看这些图像；如果图片没错，就删除这些形状。</translation>
    </message>
    <message>
        <source>Cut off what is outside</source>
        <translation>裁掉图片外的部分</translation>
    </message>
    <message>
        <source>Shapes that reach beyond the border of their picture: {count}</source>
        <translation>超出图片边界的形状：{count}</translation>
    </message>
    <message>
        <source>This is harmless here: what lies outside is left out. Other programs stop.</source>
        <translation>这里无妨：图片外的部分不计。其他程序可能会出错停止。</translation>
    </message>
    <message>
        <source>Cut them off at the border.</source>
        <translation>在边界处裁掉。</translation>
    </message>
    <message>
        <source>Images marked fully labelled that have no shape: {count}</source>
        <translation>标为完全标注却没有形状的图像：{count}</translation>
    </message>
    <message>
        <source>If nothing is to be seen there, this is right; else mark them anew.</source>
        <translation>如果那里确实什么都没有，就是对的；否则请重新标记。</translation>
    </message>
    <message>
        <source>They teach that all of it is background.</source>
        <translation>它们教模型：整张都是背景。</translation>
    </message>
    <message>
        <source>Mark as unlabelled</source>
        <translation>标为未标注</translation>
    </message>
    <message>
        <source>Partly labelled images of which hardly anything is labelled: {count}</source>
        <translation>几乎没标注什么的部分标注图像：{count}</translation>
    </message>
    <message>
        <source>Label a little more there, background as well; or, if all there is is drawn, mark them fully labelled.</source>
        <translation>再多标注一些，背景也要标；如果该画的都画了，就标为完全标注。</translation>
    </message>
    <message>
        <source>What no shape covers is ignored, so they teach next to nothing.</source>
        <translation>形状未覆盖之处被忽略，因此几乎学不到什么。</translation>
    </message>
    <message>
        <source>{share} labelled</source>
        <translation>已标注 {share}</translation>
    </message>
    <message>
        <source>Images in which shapes of different classes overlap: {count}</source>
        <translation>不同类别的形状重叠的图像：{count}</translation>
    </message>
    <message>
        <source>Draw the border once: cut one shape along the other, or reorder them.</source>
        <translation>边界只画一次：沿一个形状裁切另一个，或调整顺序。</translation>
    </message>
    <message>
        <source>A pixel has one class; where two lie, the shape drawn later counts.</source>
        <translation>一个像素只有一个类别；两者重叠时以后画的为准。</translation>
    </message>
    <message>
        <source>{pixels} {pixels:pixel is|pixels are} both {lower} and {upper}</source>
        <translation>{pixels} 个像素既是 {lower} 又是 {upper}</translation>
    </message>
    <message>
        <source>Shapes that shapes of another class cover: {count}</source>
        <translation>被其他类别的形状遮住的形状：{count}</translation>
    </message>
    <message>
        <source>Bring them to the front in the list of shapes, or delete them.</source>
        <translation>在形状列表中把它们移到最前，或删除。</translation>
    </message>
    <message>
        <source>They lie underneath, so nothing of them is learnt.</source>
        <translation>它们被压在下面，什么也学不到。</translation>
    </message>
    <message>
        <source>Held-out images that are trained on too, as a nearly equal picture: {count}</source>
        <translation>有几乎相同的图片用于训练的留出图像：{count}</translation>
    </message>
    <message>
        <source>Held-out images that were cut from the same picture as images trained on: {count}</source>
        <translation>与训练图像取自同一图片的留出图像：{count}</translation>
    </message>
    <message>
        <source>Held-out planes of stacks of which other planes are trained on: {count}</source>
        <translation>同一图像栈的其他平面用于训练的留出平面：{count}</translation>
    </message>
    <message>
        <source>Keep them on one side</source>
        <translation>放在同一边</translation>
    </message>
    <message>
        <source>Keep those that show the same on one side.</source>
        <translation>内容相同的图像放在同一边。</translation>
    </message>
    <message>
        <source>Label other pictures as well; these cannot be kept apart.</source>
        <translation>请再标注别的图片；这些无法分开。</translation>
    </message>
    <message>
        <source>The model has seen nearly the same, so its scores come out too good.</source>
        <translation>模型见过几乎相同的内容，得分会偏高。</translation>
    </message>
    <message>
        <source>like {other}</source>
        <translation>与 {other} 相似</translation>
    </message>
    <message>
        <source>Nearly equal pictures, labelled more than once: {count}</source>
        <translation>被标注多次的几乎相同的图片：{count}</translation>
    </message>
    <message>
        <source>Look whether their labels agree; one of each is enough.</source>
        <translation>请查看它们的标注是否一致；每种一张就够了。</translation>
    </message>
    <message>
        <source>They count double, and two labels of one thing may differ.</source>
        <translation>它们被重复计算，同一事物的两份标注也可能不同。</translation>
    </message>
    <message>
        <source>Mended {name}</source>
        <translation>已修正 {name}</translation>
    </message>
    <message>
        <source>Shapes of the class {name} with an unusual size: {count}</source>
        <translation>类别 {name} 中大小异常的形状：{count}</translation>
    </message>
    <message>
        <source>Look whether they are what they are said to be.</source>
        <translation>请查看它们是否真是所标的类别。</translation>
    </message>
    <message>
        <source>Usually they cover about {usual} {usual:pixel|pixels}. Far larger ones may be several in one or of another class, far smaller ones slips of the hand.</source>
        <translation>通常约为 {usual} 像素。大得多的可能是多个合在一起或属于另一类别，小得多的可能是手误。</translation>
    </message>
    <message>
        <source>{pixels} {pixels:pixel|pixels}</source>
        <translation>{pixels} 像素</translation>
    </message>
    <message>
        <source>Images in which {name} is brighter than background: {count} of {total}</source>
        <translation>{name} 比背景亮的图像：{total} 张中的 {count} 张</translation>
    </message>
    <message>
        <source>Images in which {name} is darker than background: {count} of {total}</source>
        <translation>{name} 比背景暗的图像：{total} 张中的 {count} 张</translation>
    </message>
    <message>
        <source>Images in which {name} is darker than {other}: {count} of {total}</source>
        <translation>{name} 比 {other} 暗的图像：{total} 张中的 {count} 张</translation>
    </message>
    <message>
        <source>Nothing, if these are another kind of picture; then label enough of each kind. Else give the shapes their right class, or invert the picture.</source>
        <translation>如果是另一种图片，则无须处理，每种都标注足够多即可。否则请改正形状的类别，或将图片反相。</translation>
    </message>
    <message>
        <source>In the others it is the other way round. Either the labels are exchanged there, or the picture is inverted.</source>
        <translation>其他图像正好相反。要么这里的标注弄反了，要么图片是反相的。</translation>
    </message>
    <message>
        <source>Pictures that cannot be read: {count}</source>
        <translation>无法读取的图片：{count}</translation>
    </message>
    <message>
        <source>Replace or remove the files; the other images are not affected.</source>
        <translation>请替换或移走这些文件；其他图像不受影响。</translation>
    </message>
    <message>
        <source>They are neither trained on nor predicted.</source>
        <translation>它们既不用于训练，也不会被预测。</translation>
    </message>
    <message>
        <source>Images with another number of channels than the others: {count}</source>
        <translation>通道数与其他图像不同的图像：{count}</translation>
    </message>
    <message>
        <source>Make a project of their own for them, or save them like the others.</source>
        <translation>为它们另建一个项目，或按其他图像的方式保存。</translation>
    </message>
    <message>
        <source>One model takes one number of channels. The labelled images mostly have {usual}.</source>
        <translation>一个模型只接受一种通道数。已标注的图像大多有 {usual} 个。</translation>
    </message>
    <message>
        <source>{n} {n:channel|channels}</source>
        <translation>{n} 个通道</translation>
    </message>
    <message>
        <source>Grey and coloured labelled images together: {grey} and {coloured}</source>
        <translation>已标注图像中灰度与彩色混合：{grey} 张与 {coloured} 张</translation>
    </message>
    <message>
        <source>Nothing, if the images to predict are mixed like that; else label more of the kind that is rare, or make a project for each.</source>
        <translation>如果要预测的图像也是这样混合的，则无须处理；否则多标注较少的那种，或各建一个项目。</translation>
    </message>
    <message>
        <source>Both can be learnt by one model, which takes grey as a colour then. The rarer kind is learnt less well.</source>
        <translation>一个模型可以同时学习两者，灰度会被当作一种颜色。较少的那种学得差一些。</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Labelled images of another depth than the others: {count}</source>
        <translation>位深与其他不同的已标注图像：{count}</translation>
    </message>
    <message>
        <source>Save all of them alike, from the same source.</source>
        <translation>请从同一来源以同样的方式保存所有图像。</translation>
    </message>
    <message>
        <source>The others have {usual}. Automatic training evens brightness out image by image; recipes with a fixed range see such images nearly black or white.</source>
        <translation>其他图像为{usual}。自动训练会逐张均衡亮度；而数值范围固定的配方看到的这类图像几乎全黑或全白。</translation>
    </message>
    <message>
        <source>Unlabelled images of another depth than the labelled ones: {count}</source>
        <translation>位深与已标注图像不同的未标注图像：{count}</translation>
    </message>
    <message>
        <source>Label some of them too, or save all images alike.</source>
        <translation>也标注其中一些，或以同样的方式保存所有图像。</translation>
    </message>
    <message>
        <source>What a model never saw, it predicts less well.</source>
        <translation>模型没见过的，预测得会差一些。</translation>
    </message>
    <message>
        <source>Labelled images with hardly any contrast: {count}</source>
        <translation>几乎没有对比度的已标注图像：{count}</translation>
    </message>
    <message>
        <source>Look whether something is to be seen there at all.</source>
        <translation>请查看那里究竟能否看到东西。</translation>
    </message>
    <message>
        <source>A blank or far too dark picture teaches noise.</source>
        <translation>空白或过暗的图片只会教给模型噪声。</translation>
    </message>
    <message>
        <source>values span {width}, usually {usual}</source>
        <translation>数值跨度 {width}，通常为 {usual}</translation>
    </message>
    <message>
        <source>The labelled images differ much in size: from {small} to {large}</source>
        <translation>已标注图像的尺寸相差很大：从 {small} 到 {large}</translation>
    </message>
    <message>
        <source>Nothing, if the same thing has about the same size in pixels.</source>
        <translation>如果同一事物的像素大小相近，则无须处理。</translation>
    </message>
    <message>
        <source>A model knows things at the scale it saw them at.</source>
        <translation>模型只认识它见过的尺度下的事物。</translation>
    </message>
    <message>
        <source>Labelled images of another magnification: {count}</source>
        <translation>放大倍数不同的已标注图像：{count}</translation>
    </message>
    <message>
        <source>Bring them to one scale, or label enough images of each.</source>
        <translation>把它们统一到同一尺度，或每种都标注足够多。</translation>
    </message>
    <message>
        <source>Their pixels are larger or smaller than the usual {usual} µm, so the same things look larger or smaller.</source>
        <translation>它们的像素比通常的 {usual} µm 大或小，同一事物看起来就更小或更大。</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>decimal values</source>
        <translation>小数值</translation>
    </message>
    <message>
        <source>Done: {what}.</source>
        <translation>已完成：{what}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{what}: the labels of {n} {n:image|images} are changed. What they were is kept as an earlier version{n:| of each}.</source>
        <translation>{what}：已更改 {n} 张图像的标注。原来的标注作为早先版本保留。</translation>
    </message>
    <message>
        <source>The model disagrees with no label for certain.</source>
        <translation>没有模型确信有误的标注。</translation>
    </message>
    <message>
        <source>Asking the model</source>
        <translation>正在询问模型</translation>
    </message>
    <message>
        <source>{name} is gone.</source>
        <translation>{name} 已不存在。</translation>
    </message>
</context>
<context>
    <name>doctor dialog</name>
    <message>
        <source>Check of the data</source>
        <translation>数据检查</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>询问模型</translation>
    </message>
    <message>
        <source>Let the chosen model look at all labelled images, and list where it is certain of something else: missing objects, slips, exchanged classes. Takes a while.</source>
        <translation>让所选模型查看所有已标注图像，列出它确信有出入的地方：漏标、误画、类别弄混。需要一些时间。</translation>
    </message>
    <message>
        <source>Needs a model that was trained in this project, and nothing else at work.</source>
        <translation>需要一个在本项目中训练的模型，并且没有其他任务在进行。</translation>
    </message>
    <message>
        <source>Looking at the images</source>
        <translation>正在检查图像</translation>
    </message>
    <message>
        <source>Done: {done} of {total}. What is found comes here.</source>
        <translation>已完成 {done} / {total}。发现的问题会列在这里。</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>Press “Check again”.</source>
        <translation>请按“重新检查”。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有发现问题</translation>
    </message>
    <message>
        <source>Images looked at: {count}.

Looked for: pictures that cannot be read or differ from the others; labels that are broken, empty, doubled, tiny or outside; classes that are rare, or in no held-out image; held-out images that show what is learnt from.

“Ask the model” looks for what no rule can know: objects that were missed.</source>
        <translation>已检查的图像：{count} 张。

检查内容：无法读取或与其他不同的图像；损坏、空白、重复、过小或在图像外的标注；罕见或不在任何留出图像中的类别；与训练图像内容相同的留出图像。

“询问模型”可找出规则无法发现的问题：漏标的对象。</translation>
    </message>
    <message>
        <source>Show the {n} that you found right</source>
        <translation>显示您认为没问题的 {n} 项</translation>
    </message>
    <message>
        <source>The data are not checked yet.</source>
        <translation>数据尚未检查。</translation>
    </message>
    <message>
        <source>Nothing to complain of.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>What to do: {fix}</source>
        <translation>怎么办：{fix}</translation>
    </message>
    <message>
        <source>It is right so</source>
        <translation>这样没错</translation>
    </message>
    <message>
        <source>Say nothing of this any more, unless it spreads.</source>
        <translation>不再提示此项，除非涉及更多图像。</translation>
    </message>
    <message>
        <source>This can be undone; earlier labels are kept.</source>
        <translation>可以撤销；原来的标注会保留。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>还有 {n} 项</translation>
    </message>
</context>
<context>
    <name>drafts</name>
    <message>
        <source>The mask of {name} is not as large as the image any more; predict anew.</source>
        <translation>{name} 的掩膜与图像的大小已不一致；请重新预测。</translation>
    </message>
    <message>
        <source>Looked at {name}</source>
        <translation>已查看 {name}</translation>
    </message>
    <message>
        <source>an unknown model</source>
        <translation>未知模型</translation>
    </message>
    <message>
        <source>Drafts by {names}: {count}</source>
        <translation>{names} 的草稿：{count}</translation>
    </message>
    <message>
        <source>Space accepts the selected one and goes to the next, Delete rejects it.</source>
        <translation>空格键接受所选草稿并转到下一个，Delete 键拒绝它。</translation>
    </message>
    <message>
        <source>All drafts of this image are decided on.</source>
        <translation>本图像的草稿已全部处理。</translation>
    </message>
    <message>
        <source>Images that have some: {n}.</source>
        <translation>还有草稿的图像：{n}。</translation>
    </message>
    <message>
        <source>{name} has labels already.

Add as drafts what the model found and the labels do not have, or put drafts of everything in the place of the labels? Either is one step to undo.</source>
        <translation>{name} 已有标注。

把模型找到而标注中没有的部分作为草稿添加，还是用全部预测的草稿取代标注？两者都可一步撤销。</translation>
    </message>
    <message>
        <source>Add what they lack</source>
        <translation>添加缺少的</translation>
    </message>
    <message>
        <source>Replace them</source>
        <translation>取代标注</translation>
    </message>
    <message>
        <source>{name} is not an image of the open project: open its folder as a project to correct it.</source>
        <translation>{name} 不是当前项目的图像：要修正它，请把它所在的文件夹作为项目打开。</translation>
    </message>
    <message>
        <source>The model found nothing in {name}; draw what it missed.</source>
        <translation>模型在 {name} 中什么也没找到；请画出它漏掉的部分。</translation>
    </message>
    <message>
        <source>The labels of {name} have everything that the model found.</source>
        <translation>{name} 的标注已包含模型找到的一切。</translation>
    </message>
    <message>
        <source>{n} {n:image has|images have} drafts to look through now. Nothing learns from a draft before you accept it.</source>
        <translation>现在有 {n} 张图像的草稿待查看。在您接受之前，不会从草稿中学习。</translation>
    </message>
</context>
<context>
    <name>edit</name>
    <message>
        <source>Merging needs two selected shapes that have an area: Shift-click both.</source>
        <translation>合并需要选中两个有面积的形状：按住 Shift 依次点击。</translation>
    </message>
    <message>
        <source>Subtracting needs two selected shapes that have an area: first the one to cut from, then, with Shift, those to cut away.</source>
        <translation>相减需要选中两个有面积的形状：先点要保留的，再按住 Shift 点要减去的。</translation>
    </message>
    <message>
        <source>The shape selected first touches none of the others; nothing was cut.</source>
        <translation>先选中的形状与其他形状不相接，未作改动。</translation>
    </message>
    <message>
        <source>Nothing would be left of the shape selected first; it stays.</source>
        <translation>先选中的形状会一点不剩，因此保留原样。</translation>
    </message>
    <message>
        <source>It has a hole now, so it became a mask: a polygon cannot have one.</source>
        <translation>它现在有孔洞，因此变成了掩膜：多边形不能有孔洞。</translation>
    </message>
    <message>
        <source>None of the selected shapes has a hole.</source>
        <translation>选中的形状都没有孔洞。</translation>
    </message>
    <message>
        <source>The selected shapes are masks already.</source>
        <translation>选中的形状已经是掩膜。</translation>
    </message>
    <message>
        <source>Parts with a hole stay masks, since a polygon cannot have one: fill the hole, or cut through it first.</source>
        <translation>带孔洞的部分仍为掩膜，因为多边形不能有孔洞：请先填充孔洞，或将其切开。</translation>
    </message>
    <message>
        <source>The selected shapes are polygons already.</source>
        <translation>选中的形状已经是多边形。</translation>
    </message>
    <message>
        <source>The selected shapes lie outside the image.</source>
        <translation>选中的形状在图像之外。</translation>
    </message>
    <message>
        <source>Together they have a hole or parts that do not touch, so they became a mask. To keep polygons, group them instead (Ctrl+G).</source>
        <translation>合在一起会有孔洞或不相接的部分，因此变成了掩膜。若要保留多边形，请改用编组（Ctrl+G）。</translation>
    </message>
    <message>
        <source>The merged shape has the class of the first one: {name}.</source>
        <translation>合并后的形状取第一个的类别：{name}。</translation>
    </message>
    <message>
        <source>Only polygons and line strips have corners to leave out.</source>
        <translation>只有多边形和折线有可以省去的顶点。</translation>
    </message>
    <message>
        <source>{before} corners became {after}, at most {px} px off.</source>
        <translation>顶点由 {before} 个减为 {after} 个，偏差不超过 {px} 像素。</translation>
    </message>
    <message>
        <source>The outline is as simple as it can be.</source>
        <translation>轮廓已经不能再简化。</translation>
    </message>
    <message>
        <source>Only polygons, line strips and masks can be made smoother.</source>
        <translation>只有多边形、折线和掩膜可以平滑。</translation>
    </message>
    <message>
        <source>This is the first image: none comes before it.</source>
        <translation>这是第一幅图像，前面没有别的。</translation>
    </message>
    <message>
        <source>Select shapes first: click one, Shift-click more.</source>
        <translation>请先选中形状：点击一个，按住 Shift 点击更多。</translation>
    </message>
    <message>
        <source>Grouping needs two selected shapes or more: Shift-click them.</source>
        <translation>编组需要选中两个以上的形状：按住 Shift 依次点击。</translation>
    </message>
    <message>
        <source>None of the selected shapes is in a group.</source>
        <translation>选中的形状都不在任何组中。</translation>
    </message>
    <message>
        <source>Nothing lies over the selected shapes.</source>
        <translation>选中的形状之上没有别的形状。</translation>
    </message>
    <message>
        <source>Nothing lies under the selected shapes.</source>
        <translation>选中的形状之下没有别的形状。</translation>
    </message>
    <message>
        <source>Select the shapes to copy first.</source>
        <translation>请先选中要复制的形状。</translation>
    </message>
    <message>
        <source>Shapes copied, as labelme writes them: {count}.</source>
        <translation>已按 labelme 的格式复制形状：{count} 个。</translation>
    </message>
    <message>
        <source>There are no shapes on the clipboard.</source>
        <translation>剪贴板上没有形状。</translation>
    </message>
    <message>
        <source>Select the shapes to duplicate first.</source>
        <translation>请先选中要复制的形状。</translation>
    </message>
    <message>
        <source>{name} has no shapes.</source>
        <translation>{name} 没有形状。</translation>
    </message>
    <message>
        <source>All shapes of {name} are here already.</source>
        <translation>{name} 的形状这里都已经有了。</translation>
    </message>
    <message>
        <source>Shapes taken over from {name}: {count}.</source>
        <translation>从 {name} 沿用形状：{count} 个。</translation>
    </message>
    <message>
        <source>The labels of {name} cannot be read.</source>
        <translation>无法读取 {name} 的标注。</translation>
    </message>
    <message>
        <source>The labels changed meanwhile; please try again.</source>
        <translation>标注在此期间有变动，请重试。</translation>
    </message>
</context>
<context>
    <name>evaluation</name>
    <message>
        <source>{name} compared</source>
        <translation>已比较 {name}</translation>
    </message>
    <message>
        <source>No image could be scored. The last reason: {problem}</source>
        <translation>没有图像可以评分。最后的原因：{problem}</translation>
    </message>
    <message>
        <source>The project has no labelled image in the split {split}.</source>
        <translation>项目的 {split} 部分中没有已标注的图像。</translation>
    </message>
    <message>
        <source>The model does not know {missing}; it knows {known}.</source>
        <translation>模型不认识 {missing}；它认识的是 {known}。</translation>
    </message>
    <message>
        <source>The label of {name} does not fit the image.</source>
        <translation>{name} 的标注与图像不匹配。</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>These kinds of shapes become outlines: {kinds}</source>
        <translation>这些种类的形状变成轮廓：{kinds}</translation>
    </message>
    <message>
        <source>Labels exported</source>
        <translation>标注已导出</translation>
    </message>
    <message>
        <source>Looking for labels</source>
        <translation>正在查找标注</translation>
    </message>
    <message>
        <source>{count} {count:image has|images have} nothing but drafts; {count:it is|they are} not exported.</source>
        <translation>{count} 张图像只有草稿，未导出。</translation>
    </message>
    <message>
        <source>{folder} holds {names} already; nothing was written. Please choose an empty folder, or say that what is there may be replaced.</source>
        <translation>{folder} 中已有 {names}；未写入任何内容。请选择空文件夹，或说明可以替换已有的内容。</translation>
    </message>
    <message>
        <source>{count} {count:draft stays|drafts stay} behind: no person has confirmed {count:it|them}.</source>
        <translation>{count} 个草稿未导出：还没有人确认它们。</translation>
    </message>
    <message>
        <source>It is partly labelled: what no shape covers is unknown, but others take it for background.</source>
        <translation>仅部分标注：未被形状覆盖的区域是未知的，而其他程序会把它当作背景。</translation>
    </message>
    <message>
        <source>Background drawn on it cannot be told from what is unknown.</source>
        <translation>其上画出的背景与未知区域无法区分。</translation>
    </message>
    <message>
        <source>Others take its ignored pixels for background.</source>
        <translation>其他程序会把被忽略的像素当作背景。</translation>
    </message>
    <message>
        <source>{count} {count:shape has|shapes have} too few points to cover anything.</source>
        <translation>有 {count} 个形状的点太少，不覆盖任何像素。</translation>
    </message>
    <message>
        <source>The flags of the image stay behind.</source>
        <translation>图像的标记不能带走。</translation>
    </message>
    <message>
        <source>Export labels</source>
        <translation>导出标注</translation>
    </message>
    <message>
        <source>Write into this folder</source>
        <translation>写入此文件夹</translation>
    </message>
    <message>
        <source>Replace the files of an earlier export</source>
        <translation>替换以前导出的文件</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The folder holds {names} already.</source>
        <translation>文件夹中已有 {names}。</translation>
    </message>
    <message>
        <source>Masks (Pascal VOC)</source>
        <translation>掩膜（Pascal VOC）</translation>
    </message>
    <message>
        <source>JPEGImages and SegmentationClass: PNG files whose values are the class ids, in the class colours.</source>
        <translation>JPEGImages 和 SegmentationClass：值为类别编号、以类别颜色显示的 PNG 文件。</translation>
    </message>
    <message>
        <source>Masks in grey values</source>
        <translation>灰度掩膜</translation>
    </message>
    <message>
        <source>As above, but plain grey files: the class ids, nearly black to look at.</source>
        <translation>同上，但为普通灰度文件：值为类别编号，看起来近乎全黑。</translation>
    </message>
    <message>
        <source>Masks in colours</source>
        <translation>彩色掩膜</translation>
    </message>
    <message>
        <source>As above, but RGB files in the class colours; labelmap.txt says which is which.</source>
        <translation>同上，但为类别颜色的 RGB 文件；labelmap.txt 说明颜色与类别的对应关系。</translation>
    </message>
    <message>
        <source>COCO instances</source>
        <translation>COCO 实例</translation>
    </message>
    <message>
        <source>images and instances.json: outlines as they were drawn, run lengths where there are holes.</source>
        <translation>images 和 instances.json：轮廓与所画一致，有孔洞处用游程编码。</translation>
    </message>
    <message>
        <source>YOLO outlines</source>
        <translation>YOLO 轮廓</translation>
    </message>
    <message>
        <source>images, labels and data.yaml; held-out images become “val”. Holes are cut open.</source>
        <translation>images、labels 和 data.yaml；留出图像归入“val”。孔洞以切口相连。</translation>
    </message>
    <message>
        <source>labelme&apos;s four files</source>
        <translation>labelme 的四个文件</translation>
    </message>
    <message>
        <source>img.png, label.png, label_names.txt and label_viz.png of each image.</source>
        <translation>每张图像的 img.png、label.png、label_names.txt 和 label_viz.png。</translation>
    </message>
</context>
<context>
    <name>export model</name>
    <message>
        <source>{path} is there already. Replace it?</source>
        <translation>{path} 已存在。要替换吗？</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>A picture to check it with</source>
        <translation>用于核对的图片</translation>
    </message>
    <message>
        <source>Pictures {pattern}</source>
        <translation>图片 {pattern}</translation>
    </message>
    <message>
        <source>Write Python examples beside it, ten lines each</source>
        <translation>在旁边写出 Python 示例，各十行</translation>
    </message>
    <message>
        <source>The export is tried on it; empty: on a drawn picture</source>
        <translation>用它检验导出的模型；留空则用绘制的图片</translation>
    </message>
    <message>
        <source>Names separated by commas; may stay empty</source>
        <translation>名称以逗号分隔；可留空</translation>
    </message>
    <message>
        <source>Of the weights, for example CC-BY-4.0; may stay empty</source>
        <translation>权重的许可证，例如 CC-BY-4.0；可留空</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The file is opened again and compared with this program before it is kept.</source>
        <translation>文件写出后会重新打开，与本程序的结果比对无误才会保留。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>8 bits, 0 to 255</source>
        <translation>8 位，0 至 255</translation>
    </message>
    <message>
        <source>16 bits, 0 to 65535</source>
        <translation>16 位，0 至 65535</translation>
    </message>
    <message>
        <source>numbers with fractions</source>
        <translation>带小数的数</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>For onnxruntime in Python, C++, C#, Java or a web page. Pixels go in as they are in the picture, probabilities of every class come out.</source>
        <translation>用于 Python、C++、C#、Java 或网页中的 onnxruntime。输入图片的原始像素，输出每个类别的概率。</translation>
    </message>
    <message>
        <source>TorchScript</source>
        <translation>TorchScript</translation>
    </message>
    <message>
        <source>For libtorch in C++, and for PyTorch without this program. Pixels go in as they are in the picture, probabilities of every class come out.</source>
        <translation>用于 C++ 的 libtorch，或没有本程序的 PyTorch。输入图片的原始像素，输出每个类别的概率。</translation>
    </message>
    <message>
        <source>bioimage.io package</source>
        <translation>bioimage.io 包</translation>
    </message>
    <message>
        <source>For ilastik, Fiji (deepImageJ) and the BioImage Model Zoo: the weights in both forms, what to do to pictures before, a test, a picture and a description.</source>
        <translation>用于 ilastik、Fiji（deepImageJ）和 BioImage Model Zoo：包含两种格式的权重、图片的预处理方式、测试数据、一张图片和说明。</translation>
    </message>
    <message>
        <source>Model exported</source>
        <translation>模型已导出</translation>
    </message>
    <message>
        <source>Python example</source>
        <translation>Python 示例</translation>
    </message>
    <message>
        <source>Copy the example</source>
        <translation>复制示例</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>To use it in Python:</source>
        <translation>在 Python 中使用：</translation>
    </message>
    <message>
        <source>{path}

Opened again and compared with this program on pictures of {sizes} pixels: probabilities differ by at most {difference}.</source>
        <translation>{path}

已重新打开，并在 {sizes} 像素的图片上与本程序比对：概率最多相差 {difference}。</translation>
    </message>
</context>
<context>
    <name>forecast</name>
    <message>
        <source>Looking at the labelled images</source>
        <translation>正在查看已标注图像</translation>
    </message>
    <message>
        <source>Training {number} of {count}, on {images} {images:image|images}</source>
        <translation>第 {number} 次训练（共 {count} 次），使用 {images} 张图像</translation>
    </message>
    <message>
        <source>Too little is known for a forecast: it takes trainings on {least} different numbers of images, and there {count:is|are} {count}.</source>
        <translation>信息太少，无法预测：需要用 {least} 种不同数量的图像训练过，目前有 {count} 种。</translation>
    </message>
    <message>
        <source>The trainings differ too much for a forecast: with {more} more labelled {more:image|images}, Dice may be anywhere from {low} to {high}. More minutes, or more labels, would tell more.</source>
        <translation>各次训练差异太大，无法预测：再标注 {more} 张图像后，Dice 可能在 {low} 到 {high} 之间的任何位置。更多时间或更多标注能说明更多。</translation>
    </message>
    <message>
        <source>About {more} more labelled {more:image|images} would bring Dice {dice} (range {low}-{high}); with the {images} there {images:is|are} now it is {now} in trainings as short as these.</source>
        <translation>再标注约 {more} 张图像，Dice 可达 {dice}（范围 {low}-{high}）；现有 {images} 张图像在同样短的训练中为 {now}。</translation>
    </message>
    <message>
        <source>A forecast needs {least} labelled {least:image|images} to learn from and one that is held out; there are {learning} and {held_out}.</source>
        <translation>预测需要 {least} 张用于学习的已标注图像和一张留出的图像；现有 {learning} 张和 {held_out} 张。</translation>
    </message>
    <message>
        <source>These trainings were too short to learn anything (Dice {best} at best), so they tell nothing of more images. Give the forecast more minutes.</source>
        <translation>这些训练太短，什么也没学到（Dice 最高 {best}），因此无法说明更多图像会带来什么。请给预测更多分钟。</translation>
    </message>
    <message>
        <source>More images like these would bring next to nothing: {more} more, at most {gain} Dice. Images that look different, or better outlines, may bring more.</source>
        <translation>再增加这样的图像几乎没有帮助：多 {more} 张，Dice 最多提高 {gain}。看起来不同的图像，或更好的轮廓，可能更有用。</translation>
    </message>
    <message>
        <source>Forecasting what more labels would bring</source>
        <translation>正在预测更多标注的效果</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Keyboard</source>
        <translation>键盘操作</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>在图像上</translation>
    </message>
    <message>
        <source>Choose a class, or give it to the selected shapes</source>
        <translation>选择类别，或把它赋给选中的形状</translation>
    </message>
    <message>
        <source>Close the polygon</source>
        <translation>闭合多边形</translation>
    </message>
    <message>
        <source>Take back its last point</source>
        <translation>撤回最后一个点</translation>
    </message>
    <message>
        <source>Drop what is being drawn; let go of the selection</source>
        <translation>放弃正在绘制的内容；取消选择</translation>
    </message>
    <message>
        <source>Delete the vertex under the cursor, or the selected shapes</source>
        <translation>删除光标下的顶点，或选中的形状</translation>
    </message>
    <message>
        <source>Hold for a look at the picture alone</source>
        <translation>按住可只看图像</translation>
    </message>
    <message>
        <source>Space + drag</source>
        <translation>空格键 + 拖动</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom to the cursor</source>
        <translation>以光标为中心缩放</translation>
    </message>
    <message>
        <source>About UNet Studio</source>
        <translation>关于 UNet Studio</translation>
    </message>
    <message>
        <source>From a folder of images to a segmentation you can trust, in one window, on the computer you have.

Licensed under Apache 2.0. Built with PyTorch, Qt, OpenCV, scikit-image and many others; label files are labelme&apos;s.</source>
        <translation>从一个图像文件夹到值得信赖的分割结果，只需一个窗口，就在您自己的电脑上。

以 Apache 2.0 许可发布。基于 PyTorch、Qt、OpenCV、scikit-image 等众多软件构建；标注文件采用 labelme 格式。</translation>
    </message>
</context>
<context>
    <name>hint</name>
    <message>
        <source>Drag to move the picture. The wheel zooms to the cursor.</source>
        <translation>拖动可移动画面，滚轮以光标为中心缩放。</translation>
    </message>
    <message>
        <source>Click the first corner of the object.</source>
        <translation>单击物体的第一个角点。</translation>
    </message>
    <message>
        <source>Click along the outline. Shift: steps of 45°. Backspace takes the last corner back, Esc cancels.</source>
        <translation>沿轮廓逐点单击。Shift：以 45° 为步长。Backspace 撤回最后一点，Esc 取消。</translation>
    </message>
    <message>
        <source>Click the first corner, double-click or press Enter to close the polygon. Backspace takes the last corner back, Esc cancels.</source>
        <translation>单击第一个角点、双击或按 Enter 闭合多边形。Backspace 撤回上一个角点，Esc 取消。</translation>
    </message>
    <message>
        <source>Click to close the polygon.</source>
        <translation>单击闭合多边形。</translation>
    </message>
    <message>
        <source>Nothing is outlined here yet: press P and click around an object.</source>
        <translation>这里还没有勾画任何内容：按 P，然后沿物体边缘逐点单击。</translation>
    </message>
    <message>
        <source>Drag to move, Delete removes, number keys change the class, Esc lets go.</source>
        <translation>拖动可移动，Delete 删除，数字键更改类别，Esc 取消选择。</translation>
    </message>
    <message>
        <source>Click a shape to select it; Shift-click, or drag a frame, to select several.</source>
        <translation>点击选中形状；按住 Shift 点击或拖出一个框可选中多个。</translation>
    </message>
    <message>
        <source>Type the name of a class on the right; then press P and click around an object.</source>
        <translation>请在右侧输入类别名称；然后按 P，沿目标边缘逐点单击。</translation>
    </message>
    <message>
        <source>Click to select, drag to move. A right click shows what else can be done.</source>
        <translation>点击选中，拖动移动。右键可查看其他操作。</translation>
    </message>
    <message>
        <source>Click to select, drag to move. Double-click selects the whole group.</source>
        <translation>点击选中，拖动移动。双击选中整个组。</translation>
    </message>
    <message>
        <source>Drag to pull a new corner out of the edge.</source>
        <translation>拖动可从边上拉出新的顶点。</translation>
    </message>
    <message>
        <source>Drag to move the corner, Delete removes it.</source>
        <translation>拖动可移动顶点，Delete 删除顶点。</translation>
    </message>
    <message>
        <source>Drag to turn the rectangle.</source>
        <translation>拖动可旋转矩形。</translation>
    </message>
    <message>
        <source>Let go to select what lies wholly in the frame, Esc to leave it.</source>
        <translation>松开即选中完全在框内的形状，Esc 放弃。</translation>
    </message>
    <message>
        <source>Let go to drop it here, Esc puts it back.</source>
        <translation>松开即放在此处，Esc 放回原处。</translation>
    </message>
    <message>
        <source>Drag to paint an object. The right button erases, Shift draws straight lines, Ctrl+wheel or [ ] changes the size.</source>
        <translation>拖动涂画一个物体。右键擦除，Shift 画直线，Ctrl+滚轮或 [ ] 改变大小。</translation>
    </message>
    <message>
        <source>Drag to go on with the selected object, with Ctrl or after Esc to start another one. The right button erases.</source>
        <translation>拖动继续涂画选中的物体；按住 Ctrl 或先按 Esc，则开始新的物体。右键擦除。</translation>
    </message>
    <message>
        <source>Let go to finish the stroke. Esc cancels.</source>
        <translation>松开完成这一笔，Esc 取消。</translation>
    </message>
    <message>
        <source>Drag from the middle to the rim. With Shift: across, from rim to rim.</source>
        <translation>从圆心拖到圆周。按住 Shift：从圆周一侧拖到另一侧。</translation>
    </message>
    <message>
        <source>Click the rim. With Shift, both clicks lie on the rim. Esc cancels.</source>
        <translation>单击圆周上的一点。按住 Shift 时，两次单击都在圆周上。Esc 取消。</translation>
    </message>
    <message>
        <source>Drag to erase from any shape. Ctrl+wheel or [ ] changes the size.</source>
        <translation>拖动擦除任意形状。Ctrl+滚轮或 [ ] 改变大小。</translation>
    </message>
    <message>
        <source>Drag to erase from the selected shapes; after Esc, from any. Ctrl+wheel or [ ] changes the size.</source>
        <translation>拖动从选中的形状擦除；按 Esc 后可擦除任意形状。Ctrl+滚轮或 [ ] 改变大小。</translation>
    </message>
    <message>
        <source>Drag around the object; it closes when you let go. Shift adds to the selected shape, Alt takes from it.</source>
        <translation>沿物体外围拖动，松开后自动闭合。Shift 添加到选中的形状，Alt 从中减去。</translation>
    </message>
    <message>
        <source>Drag along the line; it ends where you let go.</source>
        <translation>沿线条拖动，松开处为终点。</translation>
    </message>
    <message>
        <source>Let go to finish. Esc cancels.</source>
        <translation>松开完成，Esc 取消。</translation>
    </message>
    <message>
        <source>Move along the outline, click to finish. Esc cancels.</source>
        <translation>沿轮廓移动，单击完成，Esc 取消。</translation>
    </message>
    <message>
        <source>Drag from one end of the line to the other. Shift: steps of 45°.</source>
        <translation>从线段一端拖到另一端。Shift：以 45° 为步长。</translation>
    </message>
    <message>
        <source>Click the other end of the line. Shift: steps of 45°. Esc cancels.</source>
        <translation>单击线段的另一端。Shift：以 45° 为步长。Esc 取消。</translation>
    </message>
    <message>
        <source>Click where the line starts.</source>
        <translation>单击折线的起点。</translation>
    </message>
    <message>
        <source>Click along the line. Shift: steps of 45°. Esc cancels.</source>
        <translation>沿线条逐点单击。Shift：以 45° 为步长。Esc 取消。</translation>
    </message>
    <message>
        <source>Double-click the last point or press Enter to end the line. Backspace takes the last point back, Esc cancels.</source>
        <translation>双击最后一点或按 Enter 结束折线。Backspace 撤回最后一点，Esc 取消。</translation>
    </message>
    <message>
        <source>Drag along one edge of the rectangle, or click both of its ends.</source>
        <translation>沿矩形的一条边拖动，或单击这条边的两端。</translation>
    </message>
    <message>
        <source>Click the other end of this edge. Shift: steps of 45°. Esc cancels.</source>
        <translation>单击这条边的另一端。Shift：以 45° 为步长。Esc 取消。</translation>
    </message>
    <message>
        <source>Move to the opposite edge and click. Shift: a square. Backspace takes the edge back, Esc cancels.</source>
        <translation>移到对边并单击。Shift：正方形。Backspace 撤回这条边，Esc 取消。</translation>
    </message>
    <message>
        <source>Click to set a point. In masks it is a dot of 10 pixels.</source>
        <translation>单击画一个点。在掩膜中是直径 10 像素的圆点。</translation>
    </message>
    <message>
        <source>Drag from one corner of the rectangle to the opposite one. Shift: a square.</source>
        <translation>从矩形的一角拖到对角。Shift：正方形。</translation>
    </message>
    <message>
        <source>Click the opposite corner. Shift: a square. Esc cancels.</source>
        <translation>单击对角。Shift：正方形。Esc 取消。</translation>
    </message>
    <message>
        <source>Click a thing, or drag a box around it; a model finds its outline.</source>
        <translation>单击物体，或拖框将其框住；模型会找出它的轮廓。</translation>
    </message>
    <message>
        <source>The model looks at the picture. This is done once for each picture.</source>
        <translation>模型正在分析图像。每张图像只需一次。</translation>
    </message>
    <message>
        <source>Click what is missing, right-click what is too much. Enter accepts, Shift+Enter adds to the selected shape, Backspace takes the last click back, Esc drops it.</source>
        <translation>单击缺少的部分，右键单击多余的部分。Enter 接受，Shift+Enter 并入所选形状，Backspace 撤回上一次单击，Esc 放弃。</translation>
    </message>
    <message>
        <source>Drag a line right across a shape to cut it in two, or click along a bent one.</source>
        <translation>拖一条贯穿形状的直线即可切开；要切折线就沿线依次点击。</translation>
    </message>
    <message>
        <source>Click on across the shape; double-click or press Enter to cut, Esc cancels.</source>
        <translation>继续点击直到穿过形状；双击或按 Enter 切开，Esc 取消。</translation>
    </message>
    <message>
        <source>Let go to cut.</source>
        <translation>松开即切开。</translation>
    </message>
    <message>
        <source>The line parts no shape: draw it from outside to outside, right across.</source>
        <translation>这条线没有切开任何形状：请从形状外画到形状外，整个穿过。</translation>
    </message>
    <message>
        <source>Drag a box around one thing, as close as you can: its outline is found. Shift adds to the selected shape, Alt takes from it.</source>
        <translation>紧贴一个物体拖出方框，自动找出轮廓。按住 Shift 并入选中的形状，按住 Alt 从中减去。</translation>
    </message>
    <message>
        <source>Looking for the outline. Esc cancels.</source>
        <translation>正在寻找轮廓。Esc 取消。</translation>
    </message>
    <message>
        <source>Enter, a click inside or the next box keeps it. Shift-drag over what is missing, Alt-drag over what is too much. Esc drops it.</source>
        <translation>按 Enter、在内部单击或画下一个框即可保留。按住 Shift 拖过缺少的部分，按住 Alt 拖过多余的部分。Esc 放弃。</translation>
    </message>
    <message>
        <source>Click on the border of a thing; the line then follows it to the cursor.</source>
        <translation>单击物体边界；线会沿边界跟到光标。</translation>
    </message>
    <message>
        <source>Click to fix the line so far; Ctrl draws straight. Backspace takes the last click back, Esc cancels.</source>
        <translation>单击固定这段线；按住 Ctrl 画直线。Backspace 撤回上一次单击，Esc 取消。</translation>
    </message>
    <message>
        <source>Click to fix the line; click the first point, double-click or press Enter to close it. Ctrl draws straight, Backspace takes the last click back, Esc cancels.</source>
        <translation>单击固定这段线；单击起点、双击或按 Enter 闭合。Ctrl 画直线，Backspace 撤回上一次单击，Esc 取消。</translation>
    </message>
    <message>
        <source>Click to fix the line; double-click or press Enter to end it. Ctrl draws straight, Backspace takes the last click back, Esc cancels.</source>
        <translation>单击固定这段线；双击或按 Enter 结束。Ctrl 画直线，Backspace 撤回上一次单击，Esc 取消。</translation>
    </message>
    <message>
        <source>Click to close the outline.</source>
        <translation>单击以闭合轮廓。</translation>
    </message>
    <message>
        <source>Click a part, or drag across several, to label them. The wheel with Ctrl changes their size. Shift adds to the selected shape, Alt takes from it.</source>
        <translation>单击一块或拖过多块来标注。Ctrl+滚轮改变块的大小。按住 Shift 并入选中的形状，按住 Alt 从中减去。</translation>
    </message>
    <message>
        <source>Drag across what belongs to it; let go to keep it. Esc cancels.</source>
        <translation>拖过属于它的部分；松开即保留，Esc 取消。</translation>
    </message>
    <message>
        <source>Drag a box around what is bright or dark, or click into the selected shape.</source>
        <translation>拖出方框圈住亮处或暗处，或单击选中形状的内部。</translation>
    </message>
    <message>
        <source>Press Enter or click inside to keep it. Up and Down, or the wheel with Ctrl, change the threshold. Esc drops it.</source>
        <translation>按 Enter 或单击内部保留。上下方向键或 Ctrl+滚轮改变阈值。Esc 放弃。</translation>
    </message>
    <message>
        <source>Click a thing to select what has its colour; drag right for more, left for less. Shift adds to the selected shape, Alt takes from it.</source>
        <translation>单击物体选中同色像素；向右拖多选，向左拖少选。按住 Shift 并入选中的形状，按住 Alt 从中减去。</translation>
    </message>
    <message>
        <source>Drag right for more, left for less; let go to keep it. Esc cancels.</source>
        <translation>向右拖多选，向左拖少选；松开即保留，Esc 取消。</translation>
    </message>
    <message>
        <source>Type the name of a class on the right first: it says what the object is.</source>
        <translation>请先在右侧输入类别名称：它说明目标是什么。</translation>
    </message>
    <message>
        <source>The rest now counts as background. Only a part is labelled? Say so at the lower right.</source>
        <translation>其余区域现在算作背景。只标注了一部分？请在右下角说明。</translation>
    </message>
</context>
<context>
    <name>image flags</name>
    <message>
        <source>Flags of the image</source>
        <translation>图像标记</translation>
    </message>
    <message>
        <source>Marks of your own, such as “blurred”. They are kept in the label file, where labelme shows them, too.</source>
        <translation>您自定的标记，例如“模糊”。它们保存在标注文件中，labelme 也会显示。</translation>
    </message>
</context>
<context>
    <name>images</name>
    <message>
        <source>The picture {name} is gone; its labels are kept.</source>
        <translation>图片 {name} 已不存在；其标注仍保留。</translation>
    </message>
    <message>
        <source>{n} {n:image was renamed outside the program,|images were renamed outside the program, the first} from {old} to {new}. {n:Its|Their} labels still bear the old {n:name|names}.</source>
        <translation>有 {n} 张图像在程序之外被重命名，第一张从 {old} 改为 {new}。它们的标注仍用旧名称。</translation>
    </message>
    <message>
        <source>Take the labels along</source>
        <translation>让标注跟随</translation>
    </message>
    <message>
        <source>{n} {n:image is|images are} released: {n:it|they} may be trained on again.</source>
        <translation>已放回 {n} 张图像：它们可以再用于训练。</translation>
    </message>
    <message>
        <source>{n} {n:image is|images are} held out for validation: never trained on.</source>
        <translation>已留出 {n} 张图像作验证：绝不用于训练。</translation>
    </message>
    <message>
        <source>{n} {n:label file is|label files are} changed.</source>
        <translation>已更改 {n} 个标注文件。</translation>
    </message>
    <message>
        <source>The labels of {n} {n:image|images} are deleted. What they were is kept as an earlier version{n:| of each}.</source>
        <translation>已删除 {n} 张图像的标注。原有内容作为各自的早先版本保留。</translation>
    </message>
    <message>
        <source>{n} {n:image has its|images have their} labels again.</source>
        <translation>{n} 张图像重新有了标注。</translation>
    </message>
</context>
<context>
    <name>import</name>
    <message>
        <source>Labels taken in</source>
        <translation>标注已导入</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>导入标注</translation>
    </message>
    <message>
        <source>Took in the labels of {image}</source>
        <translation>已导入 {image} 的标注</translation>
    </message>
    <message>
        <source>{image} has labels already; they are kept.</source>
        <translation>{image} 已有标注，予以保留。</translation>
    </message>
    <message>
        <source>The class {name} was left out, as you wished.</source>
        <translation>按您的要求略去了类别“{name}”。</translation>
    </message>
    <message>
        <source>{source} is for a picture of {stated_height} x {stated_width} pixels, but {image} has {height} x {width}; it stays as it is.</source>
        <translation>{source} 对应 {stated_height} x {stated_width} 像素的图像，而 {image} 为 {height} x {width}；该图像保持不变。</translation>
    </message>
    <message>
        <source>{count} {count:label file belongs|label files belong} to no image, or to several: {names}</source>
        <translation>有 {count} 个标注文件不属于任何图像，或可能属于多张图像：{names}</translation>
    </message>
    <message>
        <source>No labelme file in {folder} belongs to an image of the project.</source>
        <translation>{folder} 中没有属于本项目图像的 labelme 文件。</translation>
    </message>
    <message>
        <source>They show only a part: what they do not cover is unknown</source>
        <translation>只标注了一部分：未覆盖的区域是未知的</translation>
    </message>
    <message>
        <source>In the labels</source>
        <translation>标注中的</translation>
    </message>
    <message>
        <source>Share of pixels</source>
        <translation>像素占比</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>成为</translation>
    </message>
    <message>
        <source>What each class becomes</source>
        <translation>每个类别成为什么</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Where they lie</source>
        <translation>所在位置</translation>
    </message>
    <message>
        <source>Regions come in as</source>
        <translation>区域导入为</translation>
    </message>
    <message>
        <source>Images labelled already</source>
        <translation>已有标注的图像</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>{name} becomes</source>
        <translation>“{name}”成为</translation>
    </message>
    <message>
        <source>(leave out)</source>
        <translation>（略去）</translation>
    </message>
    <message>
        <source>COCO files (*.json)</source>
        <translation>COCO 文件 (*.json)</translation>
    </message>
    <message>
        <source>Looking into them…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>There is nothing at this place.</source>
        <translation>此位置没有内容。</translation>
    </message>
    <message>
        <source>Masks: each value is a class</source>
        <translation>掩膜：每个值是一个类别</translation>
    </message>
    <message>
        <source>Masks: each value is one object</source>
        <translation>掩膜：每个值是一个物体</translation>
    </message>
    <message>
        <source>VOC: a folder with SegmentationClass</source>
        <translation>VOC：含 SegmentationClass 的文件夹</translation>
    </message>
    <message>
        <source>COCO: a file of instances</source>
        <translation>COCO：实例文件</translation>
    </message>
    <message>
        <source>YOLO: a folder with data.yaml</source>
        <translation>YOLO：含 data.yaml 的文件夹</translation>
    </message>
    <message>
        <source>labelme: a folder of its files</source>
        <translation>labelme：标注文件的文件夹</translation>
    </message>
    <message>
        <source>what they are: outlines or masks</source>
        <translation>原样：轮廓或掩膜</translation>
    </message>
    <message>
        <source>masks, one for each region</source>
        <translation>掩膜，每个区域一个</translation>
    </message>
    <message>
        <source>polygons, one for each region</source>
        <translation>多边形，每个区域一个</translation>
    </message>
    <message>
        <source>masks, one for each class</source>
        <translation>掩膜，每个类别一个</translation>
    </message>
    <message>
        <source>keep their labels</source>
        <translation>保留其标注</translation>
    </message>
    <message>
        <source>get the new labels; earlier ones are kept aside</source>
        <translation>换成新标注；以前的另行保存</translation>
    </message>
    <message>
        <source>get the new labels drawn over theirs</source>
        <translation>把新标注画在原有标注之上</translation>
    </message>
    <message>
        <source>Choose the COCO file</source>
        <translation>选择 COCO 文件</translation>
    </message>
    <message>
        <source>Choose the folder of the YOLO data set</source>
        <translation>选择 YOLO 数据集的文件夹</translation>
    </message>
    <message>
        <source>Choose the VOC folder</source>
        <translation>选择 VOC 文件夹</translation>
    </message>
    <message>
        <source>Choose the folder of labelme files</source>
        <translation>选择 labelme 文件的文件夹</translation>
    </message>
    <message>
        <source>Choose the folder of masks</source>
        <translation>选择掩膜文件夹</translation>
    </message>
    <message>
        <source>They speak of {n} {n:image|images} of this project.</source>
        <translation>涉及本项目的 {n} 张图像。</translation>
    </message>
    <message>
        <source>Say what each value stands for: a class, “background” for what is none, or “ignore” for pixels that must not count.</source>
        <translation>请说明每个值代表什么：某个类别，“background”表示不属于任何类别，“ignore”表示不计入的像素。</translation>
    </message>
</context>
<context>
    <name>import weights</name>
    <message>
        <source>Import weights</source>
        <translation>导入权重</translation>
    </message>
    <message>
        <source>Names separated by commas; may stay empty</source>
        <translation>以逗号分隔的名称；可以留空</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Weights that the original script of a write-up saved become a model here. Nothing in the file is run.</source>
        <translation>由教程原始脚本保存的权重将在此成为模型。文件中的任何代码都不会被运行。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Saved by</source>
        <translation>保存它的脚本</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Weights (*.pth *.pt *.safetensors)</source>
        <translation>权重 (*.pth *.pt *.safetensors)</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>Something unexpected went wrong: {error}.</source>
        <translation>出现了意外错误：{error}。</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>已提前停止。</translation>
    </message>
</context>
<context>
    <name>label next</name>
    <message>
        <source>unlike anything labelled so far</source>
        <translation>与目前已标注的图像都不相像</translation>
    </message>
    <message>
        <source>the model is rather sure here</source>
        <translation>模型在此处已相当确定</translation>
    </message>
    <message>
        <source>unsure along borders</source>
        <translation>对边界不确定</translation>
    </message>
    <message>
        <source>unsure about whole areas</source>
        <translation>对整片区域不确定</translation>
    </message>
    <message>
        <source>The model looks at {name}</source>
        <translation>模型正在看 {name}</translation>
    </message>
    <message>
        <source>There is nothing to suggest: every image is fully labelled or held out.</source>
        <translation>没有可建议的图像：每张图像都已完全标注或已留出。</translation>
    </message>
</context>
<context>
    <name>labelme</name>
    <message>
        <source>{image} is open in labelme already.</source>
        <translation>{image} 已在 labelme 中打开。</translation>
    </message>
    <message>
        <source>labelme is not installed where this program looks: beside {python} and on the PATH. Install it there with: {command}</source>
        <translation>在 {python} 旁和 PATH 中都没有找到 labelme。安装命令：{command}</translation>
    </message>
    <message>
        <source>{image} is open in labelme. What you save there appears here; draw in one of the two at a time.</source>
        <translation>{image} 已在 labelme 中打开。在那里保存的内容会出现在这里；请不要同时在两边绘制。</translation>
    </message>
    <message>
        <source>labelme ended with an error (code {code}).</source>
        <translation>labelme 出错退出（代码 {code}）。</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>{count} {count:shape|shapes} cannot be shown; {count:it is kept in the file as it is|they are kept in the file as they are}.</source>
        <translation>有 {count} 个形状无法显示；它们在文件中原样保留。</translation>
    </message>
    <message>
        <source>Cannot open the label file {path}: {reason}.</source>
        <translation>无法打开标注文件 {path}：{reason}。</translation>
    </message>
    <message>
        <source>it is JSON, but not of labelme</source>
        <translation>它是 JSON，但不是 labelme 的</translation>
    </message>
    <message>
        <source>its shapes are no list</source>
        <translation>其中的 shapes 不是列表</translation>
    </message>
    <message>
        <source>Cannot understand the label file {path}: {reason}. It is left as it is; please repair it or move it away.</source>
        <translation>无法读懂标注文件 {path}：{reason}。文件保持原样；请修复或移走它。</translation>
    </message>
    <message>
        <source>Shape {number}: {problem}.</source>
        <translation>形状 {number}：{problem}。</translation>
    </message>
    <message>
        <source>The key {key} holds something unexpected; it is kept in the file.</source>
        <translation>键 {key} 的内容出乎意料；它在文件中原样保留。</translation>
    </message>
    <message>
        <source>it is no shape at all</source>
        <translation>它根本不是形状</translation>
    </message>
    <message>
        <source>the kind {kind} is unknown to this program</source>
        <translation>本程序不认识类型 {kind}</translation>
    </message>
    <message>
        <source>it has no label</source>
        <translation>它没有类别名</translation>
    </message>
    <message>
        <source>it has no points</source>
        <translation>它没有点</translation>
    </message>
    <message>
        <source>none of its points is a pair of numbers</source>
        <translation>它的点都不是一对数字</translation>
    </message>
    <message>
        <source>its mask is missing</source>
        <translation>缺少掩膜</translation>
    </message>
    <message>
        <source>its mask is too large</source>
        <translation>掩膜过大</translation>
    </message>
    <message>
        <source>its mask cannot be read</source>
        <translation>掩膜无法读取</translation>
    </message>
    <message>
        <source>its mask has colours</source>
        <translation>掩膜是彩色的</translation>
    </message>
    <message>
        <source>some of its points are no pairs of numbers; they are left out</source>
        <translation>有些点不是一对数字，已略去</translation>
    </message>
    <message>
        <source>a {kind} cannot have {count} {count:point|points}; it is not drawn</source>
        <translation>{kind} 不能有 {count} 个点；不绘制</translation>
    </message>
    <message>
        <source>its mask and its box differ in size; the mask counts</source>
        <translation>掩膜与外框大小不一致；以掩膜为准</translation>
    </message>
    <message>
        <source>these keys hold something unexpected: {keys}; they are kept</source>
        <translation>这些键的内容出乎意料：{keys}；已原样保留</translation>
    </message>
    <message>
        <source>{path} was made for a picture of {stated_height} x {stated_width} pixels, but {image} has {height} x {width}; please check that the shapes lie where they should.</source>
        <translation>{path} 对应 {stated_height} x {stated_width} 像素的图像，而 {image} 为 {height} x {width}；请检查形状的位置是否正确。</translation>
    </message>
    <message>
        <source>{image}: {problem}</source>
        <translation>{image}：{problem}</translation>
    </message>
    <message>
        <source>Every image is labelled.</source>
        <translation>所有图像都已标注。</translation>
    </message>
    <message>
        <source>The labels of {names} could not be saved. They are kept in memory; please make room or free the folder, then try again. Closing the window once more gives them up.</source>
        <translation>{names} 的标注无法保存。它们仍保留在内存中；请腾出磁盘空间或解除文件夹的占用后重试。再次关闭窗口将放弃这些标注。</translation>
    </message>
    <message>
        <source>The labels of {names} could not be saved yet. They are kept in the journal. Closing the window once more leaves them there, and they are brought back when the project is opened again.</source>
        <translation>{names} 的标注暂时无法保存，已记在日志中。再次关闭窗口会把它们留在日志里，下次打开项目时即可恢复。</translation>
    </message>
    <message>
        <source>The program had ended without saving {edits} {edits:edit|edits}. {edits:It was|They were} brought back, on {images} {images:image|images}.</source>
        <translation>程序上次结束时有 {edits} 处编辑没有保存，现已恢复，涉及 {images} 张图像。</translation>
    </message>
    <message>
        <source>{reason} To label {name} all the same, choose “Set the broken label file aside” in the Edit menu; nothing is deleted.</source>
        <translation>{reason} 若仍要标注 {name}，请在“编辑”菜单中选择“把损坏的标注文件移开”；不会删除任何内容。</translation>
    </message>
    <message>
        <source>Some labels of {name} cannot be used. They stay in its file as they are.</source>
        <translation>{name} 的部分标注无法使用，在文件中原样保留。</translation>
    </message>
    <message>
        <source>Another program changed the labels of {name}; they are shown as they are now. Undo brings the ones before back.</source>
        <translation>其他程序更改了 {name} 的标注；现在显示的是更改后的内容。“撤销”可恢复之前的标注。</translation>
    </message>
    <message>
        <source>{name} can be labelled again. Its broken label file is now {aside}; good labels of earlier may be among the earlier versions in the Edit menu.</source>
        <translation>{name} 可以重新标注了。损坏的标注文件现在是 {aside}；以前完好的标注也许在“编辑”菜单的早期版本中。</translation>
    </message>
    <message>
        <source>Another program had changed the labels of {name} while they were edited here. Yours are saved; the others are kept among the earlier versions in the Edit menu.</source>
        <translation>{name} 的标注在此编辑期间被其他程序更改。您的标注已保存；对方的标注保留在“编辑”菜单的早期版本中。</translation>
    </message>
    <message>
        <source>The labels of {name} could not be saved: {reason} Your work is kept; saving is tried again every few seconds.</source>
        <translation>{name} 的标注无法保存：{reason} 您的工作已保留；每隔几秒会再次尝试保存。</translation>
    </message>
    <message>
        <source>This has to wait until the labels of {name} are saved; your work is kept. Please make room or free the folder, then try again.</source>
        <translation>要先保存好 {name} 的标注才能进行；您的工作已保留。请腾出空间或解除文件夹的写保护，然后重试。</translation>
    </message>
    <message>
        <source>Edits cannot be written down at once: {reason} They are in memory only until they are saved; please make room or free the folder.</source>
        <translation>编辑无法立即写入日志：{reason} 在保存之前它们只在内存中；请腾出空间或解除文件夹的写保护。</translation>
    </message>
    <message>
        <source>{user} on {host} has had this project open since {since}. Each window shows what the other saves; where both change one image, the labels of one become an earlier version.</source>
        <translation>{host} 上的 {user} 自 {since} 起也打开了此项目。两个窗口会显示对方保存的内容；若双方更改同一图像，其中一方的标注会成为早期版本。</translation>
    </message>
    <message>
        <source>Changed {name}</source>
        <translation>已更改 {name}</translation>
    </message>
    <message>
        <source>Cannot write {path}: {reason}.</source>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>Bringing back unsaved edits</source>
        <translation>正在恢复未保存的编辑</translation>
    </message>
    <message>
        <source>{count} {count:edit|edits} of {name} had not been saved when the program ended, and its label file was changed since. {count:It is|They are} kept among the earlier versions of this image.</source>
        <translation>程序结束时 {name} 有 {count} 处编辑没有保存，而其标注文件之后被更改过。这些编辑保留在此图像的早期版本中。</translation>
    </message>
    <message>
        <source>Cannot rename {path}: {reason}.</source>
        <translation>无法重命名 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The earlier version {path} cannot be read: {reason}.</source>
        <translation>无法读取早期版本 {path}：{reason}。</translation>
    </message>
    <message>
        <source>Looked at {name}</source>
        <translation>已查看 {name}</translation>
    </message>
    <message>
        <source>Restore all images</source>
        <translation>恢复所有图像</translation>
    </message>
    <message>
        <source>{count} {count:image has|images have} the labels of {when} again. What {count:it|they} had until now is among {count:its|their} earlier versions.</source>
        <translation>{count} 张图像已恢复到 {when} 时的标注。它们在此之前的标注保留在早期版本中。</translation>
    </message>
    <message>
        <source>Took the labels along to {name}</source>
        <translation>标注已跟随到 {name}</translation>
    </message>
    <message>
        <source>Changed the labels of {name}</source>
        <translation>已更改 {name} 的标注</translation>
    </message>
    <message>
        <source>The folder {folder} is not there any more.</source>
        <translation>文件夹 {folder} 已不存在。</translation>
    </message>
</context>
<context>
    <name>likeness</name>
    <message>
        <source>fewer certain pixels than in held-out images</source>
        <translation>确定的像素少于留出图像</translation>
    </message>
    <message>
        <source>brighter than the training images</source>
        <translation>比训练图像亮</translation>
    </message>
    <message>
        <source>darker than the training images</source>
        <translation>比训练图像暗</translation>
    </message>
    <message>
        <source>more contrast than the training images</source>
        <translation>对比度高于训练图像</translation>
    </message>
    <message>
        <source>less contrast than the training images</source>
        <translation>对比度低于训练图像</translation>
    </message>
    <message>
        <source>sharper or noisier than the training images</source>
        <translation>比训练图像更锐利或噪声更大</translation>
    </message>
    <message>
        <source>blurrier than the training images</source>
        <translation>比训练图像模糊</translation>
    </message>
    <message>
        <source>other colours than the training images</source>
        <translation>颜色与训练图像不同</translation>
    </message>
    <message>
        <source>finer structures than in the training images</source>
        <translation>结构比训练图像更细</translation>
    </message>
    <message>
        <source>coarser structures than in the training images</source>
        <translation>结构比训练图像更粗</translation>
    </message>
</context>
<context>
    <name>live</name>
    <message>
        <source>Show what it finds</source>
        <translation>显示它找到的内容</translation>
    </message>
    <message>
        <source>Take as drafts</source>
        <translation>作为草稿</translation>
    </message>
    <message>
        <source>What it finds becomes drafts, to be accepted, mended or rejected.</source>
        <translation>它找到的内容会成为草稿，可接受、修改或拒绝。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Learn no more; the best model stays.</source>
        <translation>不再学习；最好的模型会保留。</translation>
    </message>
    <message>
        <source>Learning, round {n}</source>
        <translation>正在学习，第 {n} 轮</translation>
    </message>
    <message>
        <source>Waits for the first labelled image</source>
        <translation>等待第一张已标注的图像</translation>
    </message>
    <message>
        <source>Waits for the next labels</source>
        <translation>等待下一次标注</translation>
    </message>
    <message>
        <source>what it finds is shown after the first round</source>
        <translation>第一轮之后会显示它找到的内容</translation>
    </message>
    <message>
        <source>{n} {n:image|images} learnt from</source>
        <translation>学习了 {n} 张图像</translation>
    </message>
    <message>
        <source>, held-out Dice {dice}</source>
        <translation>，留出图像 Dice {dice}</translation>
    </message>
    <message>
        <source>{name} is too large to be predicted while you label; use Results (F4).</source>
        <translation>{name} 太大，无法在标注时即时预测；请使用“结果”（F4）。</translation>
    </message>
</context>
<context>
    <name>masks</name>
    <message>
        <source>There is nothing to export: no image is labelled yet.</source>
        <translation>没有可导出的内容：还没有标注任何图像。</translation>
    </message>
    <message>
        <source>{folder} lies among the project&apos;s images, so that the exported pictures would become images too. Please choose another folder, for instance {instead}.</source>
        <translation>{folder} 位于项目的图像之中，导出的图片会被当作图像。请选择其他文件夹，例如 {instead}。</translation>
    </message>
    <message>
        <source>Exported {image}</source>
        <translation>已导出 {image}</translation>
    </message>
    <message>
        <source>{path} is no mask: its values are no whole numbers.</source>
        <translation>{path} 不是掩膜：其中的值不是整数。</translation>
    </message>
    <message>
        <source>{path} is no mask of classes: it holds values above 255.</source>
        <translation>{path} 不是类别掩膜：含有大于 255 的值。</translation>
    </message>
    <message>
        <source>{path} is no mask: its colours have more than 8 bits.</source>
        <translation>{path} 不是掩膜：颜色深度超过 8 位。</translation>
    </message>
    <message>
        <source>{path} is no mask: it has {count} {count:channel|channels}.</source>
        <translation>{path} 不是掩膜：它有 {count} 个通道。</translation>
    </message>
    <message>
        <source>{folder} is no VOC folder: it has no {name}.</source>
        <translation>{folder} 不是 VOC 文件夹：缺少 {name}。</translation>
    </message>
    <message>
        <source>No mask in {folder} has the name of an image in {images}.</source>
        <translation>{folder} 中没有与 {images} 中图像同名的掩膜。</translation>
    </message>
    <message>
        <source>The mask {mask} has {mask_height} x {mask_width} pixels, its image {height} x {width}; the image stays unlabelled.</source>
        <translation>掩膜 {mask} 为 {mask_height} x {mask_width} 像素，图像为 {height} x {width}；该图像保持未标注。</translation>
    </message>
    <message>
        <source>{count} {count:mask has|masks have} the name of no image: {names}</source>
        <translation>有 {count} 个掩膜与任何图像都不同名：{names}</translation>
    </message>
    <message>
        <source>The masks in {folder} lie among the images in {images}; please choose the folder that holds the images alone.</source>
        <translation>{folder} 中的掩膜与 {images} 中的图像混在一起；请选择只含图像的文件夹。</translation>
    </message>
    <message>
        <source>It is not clear which mask belongs to {image}; it stays unlabelled.</source>
        <translation>无法确定哪个掩膜属于 {image}；该图像保持未标注。</translation>
    </message>
    <message>
        <source>The mask {path} holds values whose class is unknown: {values}. Please say what each value means; masks saved as JPEG are blurred and have to be saved as PNG again.</source>
        <translation>掩膜 {path} 含有类别未知的值：{values}。请说明每个值的含义；存成 JPEG 的掩膜会模糊，须重新存为 PNG。</translation>
    </message>
    <message>
        <source>Cannot read {path}: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>Cannot understand {part}; values are written like 0=membrane,255=background or #ff0000=nucleus.</source>
        <translation>无法理解 {part}；值应写成 0=membrane,255=background 或 #ff0000=nucleus 的形式。</translation>
    </message>
    <message>
        <source>{one} and {other} have the same colour {colour}, so that a mask in colours could not tell them apart. Please give one of them another colour.</source>
        <translation>“{one}”和“{other}”的颜色同为 {colour}，彩色掩膜无法区分两者。请为其中之一换一种颜色。</translation>
    </message>
    <message>
        <source>Cannot open {folder}: {reason}.</source>
        <translation>无法打开 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>There is no mask in {folder}.</source>
        <translation>{folder} 中没有掩膜。</translation>
    </message>
</context>
<context>
    <name>measure</name>
    <message>
        <source>The project {project} has no predictions yet. Predict first, or measure its labels: --what labels</source>
        <translation>项目 {project} 还没有预测。请先预测，或测量其标签：--what labels</translation>
    </message>
    <message>
        <source>{name} measured</source>
        <translation>已测量 {name}</translation>
    </message>
    <message>
        <source>There are no masks in {folder}; predict with masks first.</source>
        <translation>{folder} 中没有掩膜；请先预测并保存掩膜。</translation>
    </message>
    <message>
        <source>{folder} is neither a project nor a folder of predictions.</source>
        <translation>{folder} 既不是项目，也不是预测文件夹。</translation>
    </message>
    <message>
        <source>{count} {count:object is|objects are} in {path}, and a summary beside it.</source>
        <translation>{path} 中有 {count} 个对象，旁边还有一份汇总。</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;Order</source>
        <translation>次序(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Hide and lock</source>
        <translation>隐藏与锁定(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>S&amp;hape</source>
        <translation>形状(&amp;H)</translation>
    </message>
    <message>
        <source>Hide and loc&amp;k</source>
        <translation>隐藏与锁定(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation>绘制(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Paint</source>
        <translation>涂画(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Smart selection</source>
        <translation>智能选择(&amp;S)</translation>
    </message>
    <message>
        <source>Dra&amp;fts</source>
        <translation>草稿(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Over results</source>
        <translation>结果叠加显示(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>图像(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>methods</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>增强</translation>
    </message>
    <message>
        <source>Images were segmented with {software} (PyTorch {torch}, Python {python}) by a convolutional network of the U-Net kind (Ronneberger et al., 2015).</source>
        <translation>图像用 {software}（PyTorch {torch}，Python {python}）以 U-Net 类卷积网络（Ronneberger et al., 2015）分割。</translation>
    </message>
    <message>
        <source>It learnt to find {classes} from {trained} labelled {trained:image|images}; {held_out} {held_out:other was|others were} held out and never learnt from.</source>
        <translation>网络从 {trained} 张已标注图像学习识别 {classes}；另有 {held_out} 张图像留出，从未用于学习。</translation>
    </message>
    <message>
        <source>batch normalisation (Ioffe &amp; Szegedy, 2015)</source>
        <translation>批归一化（Ioffe &amp; Szegedy, 2015）</translation>
    </message>
    <message>
        <source>no normalisation</source>
        <translation>无归一化</translation>
    </message>
    <message>
        <source>The network has {levels} resolutions with {widths} channels, {normalisation} and {activation} after every 3x3 convolution, {parameters} weights in all.</source>
        <translation>网络有 {levels} 级分辨率，通道数为 {widths}，每个 3x3 卷积之后为{normalisation}和 {activation}，共 {parameters} 个权重。</translation>
    </message>
    <message>
        <source>patches of {edge} x {edge} pixels</source>
        <translation>{edge} x {edge} 像素的图块</translation>
    </message>
    <message>
        <source>whole images</source>
        <translation>整张图像</translation>
    </message>
    <message>
        <source>with their raw values</source>
        <translation>使用原始值</translation>
    </message>
    <message>
        <source>with values from 0 to 1</source>
        <translation>取值缩放到 0 至 1</translation>
    </message>
    <message>
        <source>scaled to mean 0 and standard deviation 1 in every image</source>
        <translation>每张图像缩放为均值 0、标准差 1</translation>
    </message>
    <message>
        <source>It was shown {shown}, {scaled}, all of them in every step.</source>
        <translation>输入为{shown}，{scaled}，每步使用全部图像。</translation>
    </message>
    <message>
        <source>It was shown {shown}, {scaled}, in batches of {batch}.</source>
        <translation>输入为{shown}，{scaled}，每批 {batch} 个。</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>focal loss (Lin et al., 2017)</source>
        <translation>focal 损失（Lin et al., 2017）</translation>
    </message>
    <message>
        <source>soft Dice loss (Milletari et al., 2016)</source>
        <translation>软 Dice 损失（Milletari et al., 2016）</translation>
    </message>
    <message>
        <source>{one} plus {other}</source>
        <translation>{one}加{other}</translation>
    </message>
    <message>
        <source>The loss was {parts}, with more weight on pixels between two objects (w0 = {w0:g}, sigma = {sigma:g} px; Ronneberger et al., 2015).</source>
        <translation>损失为{parts}，两个物体之间的像素权重更大（w0 = {w0:g}，sigma = {sigma:g} 像素；Ronneberger et al., 2015）。</translation>
    </message>
    <message>
        <source>rotations of up to {angle:g}°</source>
        <translation>至多 {angle:g}° 的旋转</translation>
    </message>
    <message>
        <source>shifts of up to {shift:g} px</source>
        <translation>至多 {shift:g} 像素的平移</translation>
    </message>
    <message>
        <source>elastic deformations (sigma {sigma:g} px; Simard et al., 2003)</source>
        <translation>弹性形变（sigma {sigma:g} 像素；Simard et al., 2003）</translation>
    </message>
    <message>
        <source>Training took {steps:,} {steps:step|steps} in {minutes} minutes on {device} with seed {seed}; the weights kept are {kept}.</source>
        <translation>训练在 {device} 上以随机种子 {seed} 进行了 {steps:,} 步，用时 {minutes} 分钟；保留的权重为{kept}。</translation>
    </message>
    <message>
        <source>On the {count:held-out image|{count} held-out images} the mean Dice coefficient over the classes was {dice} (95 % interval {interval}, Student&apos;s t over the images). Outlines were compared by the boundary F1 score with a tolerance of {tolerance:g} px (Csurka et al., 2013).</source>
        <translation>在 {count} 张留出图像上，各类别的平均 Dice 系数为 {dice}（95 % 区间 {interval}，按图像的 Student t）。轮廓以容差 {tolerance:g} 像素的边界 F1 比较（Csurka et al., 2013）。</translation>
    </message>
    <message>
        <source>The loss was {parts}.</source>
        <translation>损失为{parts}。</translation>
    </message>
    <message>
        <source>{weight:g} times {loss}</source>
        <translation>{weight:g} 倍{loss}</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>rising for {share:.0%} of the training, then falling as a cosine</source>
        <translation>在训练的前 {share:.0%} 上升，然后按余弦下降</translation>
    </message>
    <message>
        <source>falling as a cosine</source>
        <translation>按余弦下降</translation>
    </message>
    <message>
        <source>falling exponentially with the epochs</source>
        <translation>随轮次指数下降</translation>
    </message>
    <message>
        <source>falling with the inverse of the steps</source>
        <translation>随步数反比下降</translation>
    </message>
    <message>
        <source>Weights were optimised by {name} with a learning rate of {rate:g}, {schedule}, and a weight decay of {decay:g}.</source>
        <translation>权重由 {name} 优化，学习率 {rate:g}（{schedule}），权重衰减 {decay:g}。</translation>
    </message>
    <message>
        <source>{before} The model is the running mean of the weights ({average:g}).</source>
        <translation>{before}模型取权重的滑动平均（{average:g}）。</translation>
    </message>
    <message>
        <source>flips</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>zooms of up to {scale:g}</source>
        <translation>至多 {scale:g} 倍的缩放</translation>
    </message>
    <message>
        <source>random contrast and brightness</source>
        <translation>随机对比度与亮度</translation>
    </message>
    <message>
        <source>Images were not varied.</source>
        <translation>图像未做增强。</translation>
    </message>
    <message>
        <source>{one}, {other}</source>
        <translation>{one}、{other}</translation>
    </message>
    <message>
        <source>Images and labels were varied at random by {kinds}.</source>
        <translation>图像与标注随机增强：{kinds}。</translation>
    </message>
    <message>
        <source>Images and labels were varied at random by {kinds}; in the last {share:.0%} of the training they were neither flipped, moved, rotated nor deformed.</source>
        <translation>图像和标签按以下方式随机变化：{kinds}；在训练的最后 {share:.0%}，既不翻转、移动、旋转，也不变形。</translation>
    </message>
    <message>
        <source>those with the best mean Dice on held-out images</source>
        <translation>留出图像上平均 Dice 最高者</translation>
    </message>
    <message>
        <source>those with the lowest training loss</source>
        <translation>训练损失最低者</translation>
    </message>
    <message>
        <source>the last ones</source>
        <translation>最后一步者</translation>
    </message>
</context>
<context>
    <name>model export</name>
    <message>
        <source>The bioimage.io library refuses the package: {detail}</source>
        <translation>bioimage.io 库拒绝了这个包：{detail}</translation>
    </message>
    <message>
        <source>model read</source>
        <translation>模型已读取</translation>
    </message>
    <message>
        <source>network recorded and written</source>
        <translation>网络已记录并写出</translation>
    </message>
    <message>
        <source>compared with torch</source>
        <translation>已与 torch 比对</translation>
    </message>
    <message>
        <source>examples written</source>
        <translation>示例已写出</translation>
    </message>
    <message>
        <source>The name of the file must end in {suffix}: {path}</source>
        <translation>文件名必须以 {suffix} 结尾：{path}</translation>
    </message>
    <message>
        <source>The copy of the model does not say what the model says: probabilities differ by up to {difference}. It was not kept. Please report this, with the model if you can.</source>
        <translation>导出的副本与模型的结果不一致：概率最多相差 {difference}，因此没有保留。请报告此问题，如有可能请附上模型。</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Cannot use {path} as a model: its weights do not fit its card.</source>
        <translation>无法把 {path} 用作模型：权重与模型卡不符。</translation>
    </message>
    <message>
        <source>its weights are damaged ({detail})</source>
        <translation>权重已损坏（{detail}）</translation>
    </message>
    <message>
        <source>There are no published weights of {recipe}, only of {known}.</source>
        <translation>{recipe} 没有已发布的权重，只有 {known} 有。</translation>
    </message>
    <message>
        <source>it holds no weights by name</source>
        <translation>其中没有带名称的权重</translation>
    </message>
    <message>
        <source>it holds weights of {other}, not of {recipe}</source>
        <translation>其中是 {other} 的权重，而不是 {recipe} 的</translation>
    </message>
    <message>
        <source>its names ({names}) are those of no network known here; these are {known}</source>
        <translation>其中的名称（{names}）不属于此处已知的任何网络；已知的有 {known}</translation>
    </message>
    <message>
        <source>it has tensors that the network has not: {names}</source>
        <translation>其中有网络所没有的张量：{names}</translation>
    </message>
    <message>
        <source>{name} has the shape {has}, the network needs {needs}</source>
        <translation>{name} 的形状是 {has}，网络需要 {needs}</translation>
    </message>
    <message>
        <source>these are no finite numbers: {names}</source>
        <translation>以下内容不是有限的数值：{names}</translation>
    </message>
    <message>
        <source>it tells {count} {count:class|classes} apart, and {given} {given:name was|names were} given</source>
        <translation>它区分 {count} 个类别，却给出了 {given} 个名称</translation>
    </message>
    <message>
        <source>Cannot import {path}: {reason}.</source>
        <translation>无法导入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>it cannot be read ({detail})</source>
        <translation>无法读取（{detail}）</translation>
    </message>
    <message>
        <source>besides weights it holds Python code or objects ({named}), which were not run. Save the weights alone: torch.save(network.state_dict(), ...)</source>
        <translation>除权重外，其中还有 Python 代码或对象（{named}），这些没有被运行。请只保存权重：torch.save(network.state_dict(), ...)</translation>
    </message>
    <message>
        <source>it is damaged or no file of weights ({detail})</source>
        <translation>文件已损坏或不是权重文件（{detail}）</translation>
    </message>
    <message>
        <source>the network needs what is not there: {names}</source>
        <translation>缺少网络所需的内容：{names}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>it is a Python pickle, which could run any code; it was not opened. Model &gt; Import weights takes in what some published scripts saved, without running anything</source>
        <translation>这是 Python pickle 文件，可能运行任意代码，因此没有打开。“模型 &gt; 导入权重”可读入部分已发表脚本保存的权重，不会运行任何代码</translation>
    </message>
    <message>
        <source>it is truncated or no model at all ({detail})</source>
        <translation>文件不完整，或根本不是模型（{detail}）</translation>
    </message>
    <message>
        <source>it holds weights but no card of UNet Studio</source>
        <translation>它有权重，但没有 UNet Studio 的模型卡</translation>
    </message>
    <message>
        <source>its card is not valid: {field}: {detail}</source>
        <translation>模型卡无效：{field}：{detail}</translation>
    </message>
    <message>
        <source>a newer version of UNet Studio wrote it</source>
        <translation>它由更新版本的 UNet Studio 写成</translation>
    </message>
    <message>
        <source>Cannot use {path} as a model: {reason}.</source>
        <translation>无法把 {path} 用作模型：{reason}。</translation>
    </message>
    <message>
        <source>Imported: {path}. It has no score, for it was trained elsewhere.</source>
        <translation>已导入：{path}。它没有分数，因为是在别处训练的。</translation>
    </message>
    <message>
        <source>No image is held out, so there is nothing to compare models on: hold out labelled images in Label mode (H) first.</source>
        <translation>没有留出图像，因此无从比较模型：请先在标注模式中留出已标注的图像（H）。</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a file.</source>
        <translation>{name} 不能作为文件名。</translation>
    </message>
    <message>
        <source>There is a model called {name} already.</source>
        <translation>已有名为 {name} 的模型。</translation>
    </message>
    <message>
        <source>Cannot rename {path}: {reason}.</source>
        <translation>无法重命名 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The model {name} is on the shelf, in every project.</source>
        <translation>模型 {name} 已上架，在每个项目中都可用。</translation>
    </message>
    <message>
        <source>{paths} could not be moved to the bin; nothing of {count:it|them} was deleted.</source>
        <translation>{paths} 无法移到回收站；没有删除任何内容。</translation>
    </message>
    <message>
        <source>There is no run in {path} any more.</source>
        <translation>{path} 中已没有训练。</translation>
    </message>
    <message>
        <source>It takes images of {takes} {takes:channel|channels}; those of this project have {channels}.</source>
        <translation>它需要 {takes} 通道的图像；本项目的图像有 {channels} 通道。</translation>
    </message>
    <message>
        <source>It finds {finds}; this project has {classes}.</source>
        <translation>它识别 {finds}；本项目的类别是 {classes}。</translation>
    </message>
    <message>
        <source>It does not find {missing} of this project.</source>
        <translation>它不识别本项目的 {missing}。</translation>
    </message>
    <message>
        <source>It was scored on other classes than {name}.</source>
        <translation>它的得分针对的类别与 {name} 不同。</translation>
    </message>
    <message>
        <source>It was scored on other held-out images than {name}.</source>
        <translation>它的得分来自与 {name} 不同的留出图像。</translation>
    </message>
</context>
<context>
    <name>new project</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Choose the folder of images</source>
        <translation>选择图像文件夹</translation>
    </message>
    <message>
        <source>Choose the folder of masks</source>
        <translation>选择掩膜文件夹</translation>
    </message>
    <message>
        <source>Choose the COCO file</source>
        <translation>选择 COCO 文件</translation>
    </message>
    <message>
        <source>COCO files (*.json)</source>
        <translation>COCO 文件 (*.json)</translation>
    </message>
    <message>
        <source>Choose an empty folder</source>
        <translation>选择空文件夹</translation>
    </message>
    <message>
        <source>Held-out images are never trained on; scores come from them.</source>
        <translation>留出的图像从不参与训练，评分都来自它们。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Share of pixels</source>
        <translation>像素占比</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Meaning of the mask values</source>
        <translation>掩膜各值的含义</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>COCO file</source>
        <translation>COCO 文件</translation>
    </message>
    <message>
        <source>Keep the project in</source>
        <translation>项目存放位置</translation>
    </message>
    <message>
        <source>Hold out for validation</source>
        <translation>留出作验证</translation>
    </message>
    <message>
        <source>Name what each value stands for. Write “background” for everything that is no class of yours, and “ignore” for pixels that must not count.</source>
        <translation>请写出每个值代表什么。不属于任何类别的写 “background”（背景），不应计入的像素写 “ignore”（忽略）。</translation>
    </message>
    <message>
        <source>Make the project</source>
        <translation>创建项目</translation>
    </message>
    <message>
        <source>Please choose the folder of images.</source>
        <translation>请选择图像文件夹。</translation>
    </message>
    <message>
        <source>Please choose the folder of masks.</source>
        <translation>请选择掩膜所在的文件夹。</translation>
    </message>
    <message>
        <source>Please choose the COCO file.</source>
        <translation>请选择 COCO 文件。</translation>
    </message>
    <message>
        <source>Please choose where to keep the project.</source>
        <translation>请选择项目的存放位置。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>None yet: I will draw them</source>
        <translation>还没有：我来画</translation>
    </message>
    <message>
        <source>labelme files beside the images</source>
        <translation>图像旁的 labelme 文件</translation>
    </message>
    <message>
        <source>A folder of masks</source>
        <translation>一个掩膜文件夹</translation>
    </message>
    <message>
        <source>VOC: JPEGImages and SegmentationClass</source>
        <translation>VOC：JPEGImages 和 SegmentationClass</translation>
    </message>
    <message>
        <source>COCO: a file of instances</source>
        <translation>COCO：实例文件</translation>
    </message>
    <message>
        <source>YOLO: images beside a folder of labels</source>
        <translation>YOLO：图像与标注文件夹并列</translation>
    </message>
</context>
<context>
    <name>objects</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Estimated from the outermost pixels, after Benkrid and Crookes (2000).</source>
        <translation>按 Benkrid 与 Crookes（2000）的方法由最外侧像素估计。</translation>
    </message>
    <message>
        <source>4π · area / perimeter²: 1 for a disc, less for anything else. Of objects of a few pixels it says little.</source>
        <translation>4π · 面积 / 周长²：圆盘为 1，其他形状更小。对只有几个像素的对象意义不大。</translation>
    </message>
    <message>
        <source>Of the longest axis, counter-clockwise from horizontal. Of round objects it says nothing.</source>
        <translation>最长轴的方向，从水平线起逆时针计。对圆形对象没有意义。</translation>
    </message>
    <message>
        <source>The border of the picture may have cut such an object.</source>
        <translation>这样的对象可能被图像边界截断。</translation>
    </message>
    <message>
        <source>Of the values in the file, not as shown.</source>
        <translation>取文件中的原始值，而非显示值。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Perimeter</source>
        <translation>周长</translation>
    </message>
    <message>
        <source>Centre x</source>
        <translation>中心 x</translation>
    </message>
    <message>
        <source>Centre y</source>
        <translation>中心 y</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Circularity</source>
        <translation>圆度</translation>
    </message>
    <message>
        <source>At border</source>
        <translation>在边界</translation>
    </message>
    <message>
        <source>Mean value</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Least value</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Greatest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Measuring: {done} of {total} {total:image|images}</source>
        <translation>正在测量：{done} / {total} 张图像</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>Nothing is labelled here. In Label (F2) you draw around things; each connected region of a class is an object then.</source>
        <translation>这里没有标签。在“标注”（F2）中画出物体轮廓；每个类别的每个连通区域就是一个对象。</translation>
    </message>
    <message>
        <source>No object was found here. Each connected region of a class in a predicted mask is an object; predict, or look at another image.</source>
        <translation>这里没有找到对象。预测掩膜中每个类别的每个连通区域是一个对象；请进行预测，或查看另一张图像。</translation>
    </message>
    <message>
        <source>Write a table of the objects</source>
        <translation>写出对象表格</translation>
    </message>
    <message>
        <source>Images measured</source>
        <translation>测量的图像</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>此图像</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>所有图像</translation>
    </message>
    <message>
        <source>Whose masks</source>
        <translation>谁的掩膜</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>My labels</source>
        <translation>我的标签</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>At the border</source>
        <translation>在边界处</translation>
    </message>
    <message>
        <source>All objects</source>
        <translation>所有对象</translation>
    </message>
    <message>
        <source>Whole objects</source>
        <translation>完整对象</translation>
    </message>
    <message>
        <source>Cut by the border</source>
        <translation>被边界截断</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Images shown</source>
        <translation>显示的图像</translation>
    </message>
    <message>
        <source>Any image</source>
        <translation>任何图像</translation>
    </message>
    <message>
        <source>⚠ Unlike the training</source>
        <translation>⚠ 与训练不同</translation>
    </message>
    <message>
        <source>area from</source>
        <translation>面积从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Find image or class</source>
        <translation>查找图像或类别</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>All objects of this image, or of all images, and a summary: filters hide rows here only.</source>
        <translation>导出本图像或所有图像的全部对象以及汇总：筛选只影响此处显示的行。</translation>
    </message>
    <message>
        <source>Histogram of</source>
        <translation>直方图列</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>For µm, say how large a pixel is: Image, Pixel size.</source>
        <translation>要用 µm，请说明像素大小：图像 → 像素大小。</translation>
    </message>
    <message>
        <source>and {n} more {n:class|classes}</source>
        <translation>以及另外 {n} 个类别</translation>
    </message>
    <message>
        <source>Corrected by what {n} held-out {n:image shows|images show}, with its 95 % interval.</source>
        <translation>已按 {n} 张留出图像的结果校正，并给出 95 % 区间。</translation>
    </message>
    <message>
        <source>No interval is known: that takes {n} held-out {n:image that is|images that are} fully labelled and predicted here.</source>
        <translation>区间未知：需要 {n} 张完整标注且在此预测过的留出图像。</translation>
    </message>
    <message>
        <source>{name}: {count:,} {count:object|objects}{count_note}, area {area} {unit}{area_note}, {share}</source>
        <translation>{name}：{count:,} 个对象{count_note}，面积 {area} {unit}{area_note}，{share}</translation>
    </message>
    <message>
        <source> (corrected {value}, {low}–{high})</source>
        <translation>（校正为 {value}，{low}–{high}）</translation>
    </message>
    <message>
        <source>{name}: predictions are off by {area} in area, {count} in number</source>
        <translation>{name}：预测的面积偏差 {area}，数量偏差 {count}</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>{title}: {low} to {high}, mean {mean}, median {median} (dashed)</source>
        <translation>{title}：{low} 至 {high}，平均 {mean}，中位数 {median}（虚线）</translation>
    </message>
    <message>
        <source>No values</source>
        <translation>没有数值</translation>
    </message>
    <message>
        <source>most: {n}</source>
        <translation>最多：{n}</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Follows</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>dark lines</source>
        <translation>暗线</translation>
    </message>
    <message>
        <source>bright lines</source>
        <translation>亮线</translation>
    </message>
    <message>
        <source>Edges for things; dark or bright lines for membranes, roots or cracks.</source>
        <translation>物体用边缘；膜、根或裂缝用暗线或亮线。</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>结果为</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>line as mask</source>
        <translation>线（像素掩膜）</translation>
    </message>
    <message>
        <source>“Line as mask” is as wide as set here; other lines 10 pixels in masks.</source>
        <translation>“线（像素掩膜）”的宽度在此设置；其他线条在掩膜中宽 10 像素。</translation>
    </message>
    <message>
        <source>Line width</source>
        <translation>线宽</translation>
    </message>
    <message>
        <source>Only over background</source>
        <translation>仅涂背景</translation>
    </message>
    <message>
        <source>Leave out what other shapes cover.</source>
        <translation>不涂其他形状覆盖的部分。</translation>
    </message>
    <message>
        <source>Each stroke a new object</source>
        <translation>每一笔都是新物体</translation>
    </message>
    <message>
        <source>Off: strokes go on with the selected shape. Esc lets go of it.</source>
        <translation>关闭：笔画接着画选中的形状；按 Esc 取消选择。</translation>
    </message>
    <message>
        <source>line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>EfficientSAM small (quickest)</source>
        <translation>EfficientSAM 小型（最快）</translation>
    </message>
    <message>
        <source>EfficientSAM</source>
        <translation>EfficientSAM</translation>
    </message>
    <message>
        <source>SAM 2 tiny</source>
        <translation>SAM 2 微型</translation>
    </message>
    <message>
        <source>SAM 2 small</source>
        <translation>SAM 2 小型</translation>
    </message>
    <message>
        <source>SAM 2 (most exact)</source>
        <translation>SAM 2（最精确）</translation>
    </message>
    <message>
        <source>Finds it by</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>what tells more</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>Keep off labelled pixels</source>
        <translation>避开已标注的像素</translation>
    </message>
    <message>
        <source>Stop at the shapes that are there already, so that none overlap.</source>
        <translation>遇到已有形状就停下，互不重叠。</translation>
    </message>
    <message>
        <source>Compactness</source>
        <translation>紧凑度</translation>
    </message>
    <message>
        <source>Low: the parts follow the picture. High: they are square.</source>
        <translation>低：各部分贴合图像。高：各部分接近方形。</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>what stands out</source>
        <translation>突出的部分</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>亮处</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>暗处</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>a mask for each part</source>
        <translation>每块一个掩膜</translation>
    </message>
    <message>
        <source>one mask</source>
        <translation>一个掩膜</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>How far colours may differ from those that were clicked.</source>
        <translation>颜色与单击处可以相差多少。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Each click finds the tolerance whose outline lies best on an edge; dragging goes on from there.</source>
        <translation>每次单击都会找出轮廓最贴合边缘的容差；拖动则由此继续调整。</translation>
    </message>
    <message>
        <source>Connected only</source>
        <translation>仅相连的</translation>
    </message>
    <message>
        <source>Off: take what has these colours in the whole picture.</source>
        <translation>关闭：选取整幅图像中具有这些颜色的部分。</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>填补孔洞</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>取样</translation>
    </message>
    <message>
        <source>3 × 3</source>
        <translation>3 × 3</translation>
    </message>
    <message>
        <source>1 pixel</source>
        <translation>1 像素</translation>
    </message>
    <message>
        <source>5 × 5</source>
        <translation>5 × 5</translation>
    </message>
    <message>
        <source>The pixels around the click whose colours are looked for.</source>
        <translation>单击处周围哪些像素的颜色作为样本。</translation>
    </message>
    <message>
        <source>Polygons have corners to move; masks are changed with brush and eraser.</source>
        <translation>多边形有可移动的顶点；掩膜用画笔和橡皮修改。</translation>
    </message>
</context>
<context>
    <name>paths</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>picture problem</name>
    <message>
        <source>Put a file that can be read in its place, or take it out of the folder. The other images, and all labels, stay as they are.</source>
        <translation>请在原处放一个可以读取的文件，或把它移出文件夹。其他图像和所有标注都保持不变。</translation>
    </message>
    <message>
        <source>{name} cannot be shown</source>
        <translation>无法显示 {name}</translation>
    </message>
</context>
<context>
    <name>pixel size</name>
    <message>
        <source>Pixel size</source>
        <translation>像素尺寸</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Edge of a pixel</source>
        <translation>像素边长</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>How long is the edge of a pixel? The scale bar and the status bar then show lengths. It holds for all images of the project; leave it empty if you do not know.</source>
        <translation>一个像素的边长是多少？设定后，比例尺和状态栏会显示长度。它适用于项目中的所有图像；如果不知道，请留空。</translation>
    </message>
    <message>
        <source>The files do not say it.</source>
        <translation>文件中没有说明。</translation>
    </message>
    <message>
        <source>The files say {length}.</source>
        <translation>文件中说明为 {length}。</translation>
    </message>
</context>
<context>
    <name>predict</name>
    <message>
        <source>Cannot save {unknown}; there are: {known}.</source>
        <translation>无法保存 {unknown}；可选：{known}。</translation>
    </message>
    <message>
        <source>There is no image in {folder}.</source>
        <translation>{folder} 中没有图像。</translation>
    </message>
    <message>
        <source>{count} {count:image is|images are} predicted; masks and overlays are in {folder}.</source>
        <translation>已预测 {count} 张图像；掩膜和叠加图在 {folder} 中。</translation>
    </message>
    <message>
        <source>{count} {count:image is|images are} predicted, {failed} could not be: the details say why. Masks and overlays are in {folder}.</source>
        <translation>已预测 {count} 张图像，{failed} 张未能预测：原因见详细信息。掩膜和叠加图在 {folder} 中。</translation>
    </message>
    <message>
        <source>{count} of {total} {total:image|images} {count:is|are} unlike the training images: check {count:it|them} first. The filter ⚠ above the list shows {count:it|them}.</source>
        <translation>{total} 张图像中有 {count} 张与训练图像不同：请先检查它们。列表上方的 ⚠ 筛选可显示它们。</translation>
    </message>
    <message>
        <source>The probabilities {path} cannot be read: {detail}. Please predict again.</source>
        <translation>无法读取概率文件 {path}：{detail}。请重新预测。</translation>
    </message>
    <message>
        <source>Too large to be in memory as a whole: there are no {kinds} of it, and an overlay has 1/{step} of its height and width.</source>
        <translation>图像太大，无法整体放入内存：没有写出 {kinds}，叠加图的高和宽为原图的 1/{step}。</translation>
    </message>
    <message>
        <source>It is large: its overlay has 1/{step} of its height and width.</source>
        <translation>图像很大：叠加图的高和宽为原图的 1/{step}。</translation>
    </message>
    <message>
        <source>{name} has another size than when it was predicted.</source>
        <translation>{name} 的尺寸与预测时不同。</translation>
    </message>
    <message>
        <source>{count} {count:mask is|masks are} decided anew; {count:it is|they are} in {folder}.</source>
        <translation>已重新决定 {count} 个掩膜，位于 {folder}。</translation>
    </message>
</context>
<context>
    <name>prediction</name>
    <message>
        <source>There is no picture in {paths}.</source>
        <translation>{paths} 中没有图像。</translation>
    </message>
    <message>
        <source>There is no file or folder {path}.</source>
        <translation>没有文件或文件夹 {path}。</translation>
    </message>
    <message>
        <source>{name}: {detail}</source>
        <translation>{name}：{detail}</translation>
    </message>
    <message>
        <source>Memory ran out, though as little is used as possible. Close other programs, or let the CPU predict (--device cpu).</source>
        <translation>尽管已尽量少用内存，内存仍然不足。请关闭其他程序，或让 CPU 进行预测（--device cpu）。</translation>
    </message>
    <message>
        <source>Memory ran out, so pictures are predicted in tiles of {tile} pixels from now on. That is slower, and masks may differ a little at the edges of tiles.</source>
        <translation>内存不足，因此从现在起以 {tile} 像素的图块进行预测。这样较慢，图块边缘处的掩膜可能略有差异。</translation>
    </message>
    <message>
        <source>Here int8 is of no use: it makes only some CPUs faster. Leave it.</source>
        <translation>此处 int8 没有用处：它只能让某些 CPU 更快。请不要使用它。</translation>
    </message>
    <message>
        <source>The network of {name} is of a kind that has no int8.</source>
        <translation>{name} 的网络属于无法使用 int8 的类型。</translation>
    </message>
    <message>
        <source>Models can only be averaged if they know the same classes: {first} knows {ours}, {other} knows {theirs}.</source>
        <translation>只有类别相同的模型才能求平均：{first} 的类别是 {ours}，{other} 的类别是 {theirs}。</translation>
    </message>
    <message>
        <source>Prediction options</source>
        <translation>预测选项</translation>
    </message>
    <message>
        <source>Look at each image flipped and turned, too, and average</source>
        <translation>也看翻转和旋转后的每张图像，并取平均</translation>
    </message>
    <message>
        <source>Predict anew what is there already</source>
        <translation>重新预测已有的结果</translation>
    </message>
    <message>
        <source>Compute with bytes (int8)</source>
        <translation>用字节计算（int8）</translation>
    </message>
    <message>
        <source>Faster on processors made for it, and hardly less exact; where that is impossible, it is said why.</source>
        <translation>在支持的处理器上更快，几乎同样精确；若不可行，会说明原因。</translation>
    </message>
    <message>
        <source>Files to write</source>
        <translation>要写出的文件</translation>
    </message>
    <message>
        <source>Results need masks and probabilities; they are written.</source>
        <translation>掩膜和概率是“结果”所需的，始终会写出。</translation>
    </message>
    <message>
        <source>How to predict</source>
        <translation>如何预测</translation>
    </message>
    <message>
        <source>Average with other models</source>
        <translation>与其他模型取平均</translation>
    </message>
    <message>
        <source>There is no other model of the same classes that has not learnt from the held-out images.</source>
        <translation>没有其他类别相同且未学习过留出图像的模型。</translation>
    </message>
    <message>
        <source>Masks: the class of each pixel</source>
        <translation>掩膜：每个像素的类别</translation>
    </message>
    <message>
        <source>Overlays: the images with what was found</source>
        <translation>叠加图：图像与找到的内容</translation>
    </message>
    <message>
        <source>Contours: original and green outlines side by side</source>
        <translation>轮廓：原图与绿色轮廓并排</translation>
    </message>
    <message>
        <source>Drafts: labelme files to correct</source>
        <translation>草稿：可修正的 labelme 文件</translation>
    </message>
    <message>
        <source>Probabilities: to refine masks later</source>
        <translation>概率：用于以后细化掩膜</translation>
    </message>
    <message>
        <source>Black and white: NAME_res.png of 0 and 255</source>
        <translation>黑白图：值为 0 和 255 的 NAME_res.png</translation>
    </message>
    <message>
        <source>COCO: one file with the objects of all images</source>
        <translation>COCO：一个包含所有图像对象的文件</translation>
    </message>
    <message>
        <source>Objects: a table of all objects (CSV)</source>
        <translation>对象：所有对象的表格（CSV）</translation>
    </message>
    <message>
        <source>A little better, {views} times as slow.</source>
        <translation>略好一些，但慢 {views} 倍。</translation>
    </message>
    <message>
        <source>This model learnt from images as they are: there is nothing to average.</source>
        <translation>此模型只学习过原样的图像，没有可取平均的视图。</translation>
    </message>
    <message>
        <source>The picture has {has} {has:channel|channels}, the model takes {count}.</source>
        <translation>图像有 {has} 个通道，而模型需要 {count} 个。</translation>
    </message>
</context>
<context>
    <name>project</name>
    <message>
        <source>Cannot open the image folder {folder}: {reason}.</source>
        <translation>无法打开图像文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{path} was written by a newer UNet Studio (format {version}). It is left as it is; please update the program.</source>
        <translation>{path} 由更新版本的 UNet Studio 写成（格式 {version}）。文件保持原样；请更新程序。</translation>
    </message>
    <message>
        <source>two classes have the same one</source>
        <translation>有两个类别重复</translation>
    </message>
    <message>
        <source>There is no project in {folder}: it has no {file}. To make one of its images: open the folder in the window, or {command}</source>
        <translation>{folder} 中没有项目：缺少 {file}。要用其中的图像新建项目：在窗口中打开该文件夹，或运行 {command}</translation>
    </message>
    <message>
        <source>Cannot open {path}: {reason}.</source>
        <translation>无法打开 {path}：{reason}。</translation>
    </message>
    <message>
        <source>Cannot understand {path}: {reason}. It is left as it is.</source>
        <translation>无法读懂 {path}：{reason}。文件保持原样。</translation>
    </message>
    <message>
        <source>The entry {key} of {path} is wrong: {reason}. The file is left as it is; please correct it.</source>
        <translation>{path} 中的 {key} 有误：{reason}。文件保持原样；请更正。</translation>
    </message>
    <message>
        <source>There is no image in {folder}; images are PNG, JPEG, TIFF and the like.</source>
        <translation>{folder} 中没有图像；图像指 PNG、JPEG、TIFF 等文件。</translation>
    </message>
    <message>
        <source>{folder} holds a project already; nothing was changed.</source>
        <translation>{folder} 中已有项目；未作任何更改。</translation>
    </message>
    <message>
        <source>Cannot write into {folder}: {reason}. Please choose another project folder; the images may stay where they are.</source>
        <translation>无法写入 {folder}：{reason}。请另选项目文件夹；图像可以留在原处。</translation>
    </message>
    <message>
        <source>There is no image {missing} to hold out; there are: {images}</source>
        <translation>没有可留出的图像 {missing}；现有：{images}</translation>
    </message>
    <message>
        <source>Looked for labels</source>
        <translation>已查找标注</translation>
    </message>
    <message>
        <source>Read the labels of {image}</source>
        <translation>已读取 {image} 的标注</translation>
    </message>
    <message>
        <source>Read the label files</source>
        <translation>已读取标注文件</translation>
    </message>
    <message>
        <source>{count} {count:label file has|label files have} the name of no image and {count:was left out:|were left out, the first being} {path}.</source>
        <translation>有 {count} 个标注文件与任何图像都不同名，已略去；第一个是 {path}。</translation>
    </message>
    <message>
        <source>{path} was made for a picture of another size; please check it.</source>
        <translation>{path} 对应的图像大小不同，请检查。</translation>
    </message>
    <message>
        <source>{path}: {problem}</source>
        <translation>{path}：{problem}</translation>
    </message>
    <message>
        <source>Cannot open {folder}: {reason}.</source>
        <translation>无法打开 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{folder} is not empty; please choose a new folder for the sample.</source>
        <translation>{folder} 不是空文件夹；请为示例选择新的文件夹。</translation>
    </message>
    <message>
        <source>{folder} cannot be opened: {reason}.</source>
        <translation>无法打开 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>Please stop the training before you open something else.</source>
        <translation>请先停止训练，再打开其他内容。</translation>
    </message>
    <message>
        <source>There is no image in {folder} or its sub-folders. Supported are PNG, JPEG, TIFF, BMP, GIF and WebP.</source>
        <translation>{folder} 及其子文件夹中没有图像。支持 PNG、JPEG、TIFF、BMP、GIF 和 WebP。</translation>
    </message>
</context>
<context>
    <name>prompt</name>
    <message>
        <source>Fetching {name}</source>
        <translation>正在下载 {name}</translation>
    </message>
    <message>
        <source>Fetching {file}: {done} MB</source>
        <translation>正在下载 {file}：{done} MB</translation>
    </message>
    <message>
        <source>The model {name} could not be fetched. Is this computer online? Every other tool works without it; ask again when there is a network. ({reason})</source>
        <translation>无法下载模型 {name}。这台电脑联网了吗？其他工具均不需要它；联网后再试即可。（{reason}）</translation>
    </message>
    <message>
        <source>The model {name} is not here yet.</source>
        <translation>模型 {name} 尚未下载。</translation>
    </message>
    <message>
        <source>The files of the model {name} are broken and were removed. Choose the tool again to fetch them anew. ({reason})</source>
        <translation>模型 {name} 的文件已损坏并被移除。再次选择该工具即可重新下载。（{reason}）</translation>
    </message>
    <message>
        <source>There is no model {name}.</source>
        <translation>没有名为 {name} 的模型。</translation>
    </message>
    <message>
        <source>Fetching the model {name}</source>
        <translation>正在下载模型 {name}</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>Vary one value</source>
        <translation>改变一个值</translation>
    </message>
    <message>
        <source>The recipe {recipe} is trained once with each of these values. Separate them by commas.</source>
        <translation>配方 {recipe} 用其中每个值各训练一次。请用逗号分隔。</translation>
    </message>
    <message>
        <source>Value to vary</source>
        <translation>要改变的值</translation>
    </message>
    <message>
        <source>It is now</source>
        <translation>当前为</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Queue of trainings</source>
        <translation>训练队列</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>May take</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Trainings to be made one after another, for example overnight. Add some with the buttons above: each may take as long as is set at the top.</source>
        <translation>依次进行的训练，例如整夜运行。用上面的按钮添加：每个训练的时限即顶部所设的时限。</translation>
    </message>
    <message>
        <source>Add the recipe set above</source>
        <translation>添加上面设置的配方</translation>
    </message>
    <message>
        <source>With its changed values and its time.</source>
        <translation>包括更改过的值及其时限。</translation>
    </message>
    <message>
        <source>Loss table (6 runs)</source>
        <translation>损失对比表（6 次训练）</translation>
    </message>
    <message>
        <source>Cross-entropy, focal and Dice loss, each with and without augmentation, by the recipe loss-comparison.</source>
        <translation>按配方 loss-comparison，交叉熵、focal 和 Dice 损失，各有无数据增强。</translation>
    </message>
    <message>
        <source>All recipes, equal time</source>
        <translation>所有配方，相同时间</translation>
    </message>
    <message>
        <source>Every recipe once, each for the time set above.</source>
        <translation>每个配方各一次，时限均为上面所设。</translation>
    </message>
    <message>
        <source>Vary one value…</source>
        <translation>改变一个值…</translation>
    </message>
    <message>
        <source>The recipe set above with several values of one setting.</source>
        <translation>上面设置的配方，其中一项取多个值。</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start what waits, one after another.</source>
        <translation>依次开始等待中的训练。</translation>
    </message>
    <message>
        <source>Stop this one</source>
        <translation>停止这一个</translation>
    </message>
    <message>
        <source>Keep its best model, and go on with the next.</source>
        <translation>保留其最佳模型，继续下一个。</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Stop this one and start none; the others go on waiting.</source>
        <translation>停止这一个且不再开始其他；其余继续等待。</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} {n:epoch|epochs}</source>
        <translation>{n} 轮</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>已完成 {done} / {total}</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>第 {place} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>Training {place} of {count}: {title}</source>
        <translation>训练第 {place} 个，共 {count} 个：{title}</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>is being trained</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>as the recipe says</source>
        <translation>按配方</translation>
    </message>
    <message>
        <source>The queue is done: {count} {count:training|trainings}, {failed} of them failed.</source>
        <translation>队列已完成：{count} 次训练，其中 {failed} 次失败。</translation>
    </message>
    <message>
        <source>The queue is done: {count} {count:training|trainings}. Compare them in Train.</source>
        <translation>队列已完成：{count} 次训练。可在“训练”中比较。</translation>
    </message>
    <message>
        <source>The queue was stopped: {count} of its trainings {count:is|are} done, {left} still {left:waits|wait}.</source>
        <translation>队列已停止：已完成 {count} 个训练，还有 {left} 个在等待。</translation>
    </message>
    <message>
        <source>{count} {count:training still waits|trainings still wait} in the queue.</source>
        <translation>队列中还有 {count} 次训练在等待。</translation>
    </message>
    <message>
        <source>Go on with {count:it|them}</source>
        <translation>继续训练</translation>
    </message>
</context>
<context>
    <name>ranking</name>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Not in the training</source>
        <translation>未参与训练</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练过</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>What the image was to the model</source>
        <translation>此图像对模型而言是什么</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>{count} {count:image|images} the model never saw, worst first.</source>
        <translation>{count} 张模型从未见过的图像，最差的在前。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} that came later, worst first.</source>
        <translation>{count} 张后来的图像，最差的在前。</translation>
    </message>
    <message>
        <source>{count} {count:image|images} it learnt from: scores flatter.</source>
        <translation>{count} 张它学习过的图像：得分偏高。</translation>
    </message>
    <message>
        <source>{share} undecided</source>
        <translation>{share} 未定</translation>
    </message>
    <message>
        <source>no labels</source>
        <translation>无标注</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>最差的在前</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Export the scores</source>
        <translation>导出得分</translation>
    </message>
    <message>
        <source>Histogram of Dice</source>
        <translation>Dice 直方图</translation>
    </message>
    <message>
        <source>How many images have which mean Dice, from 0 to 1.</source>
        <translation>各平均 Dice（0 到 1）的图像数量。</translation>
    </message>
    <message>
        <source>highest: {count}</source>
        <translation>最高：{count}</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>{role}: mean Dice {dice} of {count} {count:image|images}</source>
        <translation>{role}：{count} 张图像的平均 Dice {dice}</translation>
    </message>
    <message>
        <source>95 %: {interval}</source>
        <translation>95 %：{interval}</translation>
    </message>
    <message>
        <source>There are no labels to compare with.</source>
        <translation>没有可比较的标注。</translation>
    </message>
    <message>
        <source>{name}: {share} missed</source>
        <translation>{name}：漏掉 {share}</translation>
    </message>
    <message>
        <source>{name}: {share} too much</source>
        <translation>{name}：多出 {share}</translation>
    </message>
    <message>
        <source>The scores are in {path}.</source>
        <translation>得分已写入 {path}。</translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>There is no recipe {name}; there are {known}, or give a .toml file.</source>
        <translation>没有配方 {name}；现有 {known}，也可以给出 .toml 文件。</translation>
    </message>
    <message>
        <source>Cannot read the recipe {path}: {detail}.</source>
        <translation>无法读取配方 {path}：{detail}。</translation>
    </message>
    <message>
        <source>The recipe {recipe} plans {key} itself; set {instead} to fix it.</source>
        <translation>配方 {recipe} 自行规划 {key}；要固定它，请设置 {instead}。</translation>
    </message>
    <message>
        <source>The recipe {recipe} plans nothing; set {instead} instead of {key}.</source>
        <translation>配方 {recipe} 不作规划；请设置 {instead}，而不是 {key}。</translation>
    </message>
    <message>
        <source>it must lie between {least:g} and {greatest:g}</source>
        <translation>必须在 {least:g} 到 {greatest:g} 之间</translation>
    </message>
    <message>
        <source>The recipe&apos;s {key} cannot be {value}: {detail}.</source>
        <translation>配方的 {key} 不能是 {value}：{detail}。</translation>
    </message>
    <message>
        <source>The values of the recipe&apos;s {key} do not go together: {detail}.</source>
        <translation>配方中 {key} 的各项取值互相矛盾：{detail}。</translation>
    </message>
    <message>
        <source>A recipe has no {key}; did you mean {near}?</source>
        <translation>配方中没有 {key}；您是否想写 {near}？</translation>
    </message>
    <message>
        <source>{name} (file)</source>
        <translation>{name}（文件）</translation>
    </message>
    <message>
        <source>Your own recipe, read from {path}.</source>
        <translation>您自己的配方，读自 {path}。</translation>
    </message>
    <message>
        <source>Only a network that sees beyond the edge can shrink images.</source>
        <translation>只有能看到边缘之外的网络才能缩小图像。</translation>
    </message>
    <message>
        <source>A network needs two levels at least: give two widths or more.</source>
        <translation>网络至少需要两层：请给出两个或更多宽度。</translation>
    </message>
    <message>
        <source>With {levels} widths going down, {count} {count:is|are} needed going up; there {given:is|are} {given}.</source>
        <translation>下行有 {levels} 个宽度时，上行需要 {count} 个；现有 {given} 个。</translation>
    </message>
    <message>
        <source>A whole number is needed here.</source>
        <translation>这里需要一个整数。</translation>
    </message>
    <message>
        <source>A number such as 0.5 or 1e-4 is needed here.</source>
        <translation>这里需要一个数，如 0.5 或 1e-4。</translation>
    </message>
    <message>
        <source>It must lie between {least:g} and {greatest:g}.</source>
        <translation>它必须在 {least:g} 和 {greatest:g} 之间。</translation>
    </message>
    <message>
        <source>Recipe of the run {title}</source>
        <translation>训练记录 {title} 的配方</translation>
    </message>
    <message>
        <source>As the run {title} followed it, planned values included.</source>
        <translation>与训练记录 {title} 所用的相同，包括自动规划的值。</translation>
    </message>
</context>
<context>
    <name>recipe form</name>
    <message>
        <source>{count} changed</source>
        <translation>已改 {count} 项</translation>
    </message>
    <message>
        <source>Back to the recipe&apos;s own value</source>
        <translation>恢复为配方自身的值</translation>
    </message>
    <message>
        <source>chosen for you</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>chosen for you; {value} in the latest training</source>
        <translation>自动选择；最近一次训练为 {value}</translation>
    </message>
    <message>
        <source>project and recipe</source>
        <translation>项目和配方</translation>
    </message>
    <message>
        <source>With the same seed, images, recipe and epochs, a CPU makes the same model again.</source>
        <translation>种子、图像、配方和轮数相同时，CPU 会得到同样的模型。</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>最快的设备</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU（CUDA）</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>载入…</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Keep this recipe as</source>
        <translation>将此配方保存为</translation>
    </message>
    <message>
        <source>Start from a recipe of your own</source>
        <translation>从您自己的配方开始</translation>
    </message>
    <message>
        <source>{count} {count:value differs|values differ} from “{recipe}”.</source>
        <translation>{count} 个值与“{recipe}”不同。</translation>
    </message>
    <message>
        <source>All as in “{recipe}”.</source>
        <translation>全部与“{recipe}”相同。</translation>
    </message>
    <message>
        <source>Size (empty = chosen for you)</source>
        <translation>规模（留空 = 自动选择）</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Ending early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>Steps and keeping</source>
        <translation>步与保留</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Channels of the network at full resolution: more see more, slower.</source>
        <translation>网络在全分辨率下的通道数：越多看得越细，也越慢。</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Resolutions the network works at: more see a wider surrounding.</source>
        <translation>网络工作的分辨率数：越多看到的范围越大。</translation>
    </message>
    <message>
        <source>Patch edge (px)</source>
        <translation>图块边长 (px)</translation>
    </message>
    <message>
        <source>Edge of the square cut from an image for training.</source>
        <translation>训练时从图像中裁出的正方形的边长。</translation>
    </message>
    <message>
        <source>Patches per step</source>
        <translation>每步图块数</translation>
    </message>
    <message>
        <source>More need more memory.</source>
        <translation>越多需要的内存越多。</translation>
    </message>
    <message>
        <source>Which share of the patches is rotated by any angle, zoomed and bent.</source>
        <translation>以任意角度旋转、缩放并弯曲的图块所占比例。</translation>
    </message>
    <message>
        <source>Up differs from down</source>
        <translation>上下有别</translation>
    </message>
    <message>
        <source>Then images are not put upside down, and tilted a little only.</source>
        <translation>此时图像不上下翻转，只轻微倾斜。</translation>
    </message>
    <message>
        <source>Channels in</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>Of the images: 1 = grey, 3 = colour; 0 = as the images have it.</source>
        <translation>图像的通道：1 = 灰度，3 = 彩色；0 = 与图像一致。</translation>
    </message>
    <message>
        <source>Channels out</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>What the network tells apart; 0 = as the project&apos;s classes need it.</source>
        <translation>网络区分的数目；0 = 按项目的类别需要。</translation>
    </message>
    <message>
        <source>Widths going down</source>
        <translation>下行宽度</translation>
    </message>
    <message>
        <source>Channels of each level, from full resolution down, with commas.</source>
        <translation>从全分辨率向下各层的通道数，以逗号分隔。</translation>
    </message>
    <message>
        <source>Widths going up</source>
        <translation>上行宽度</translation>
    </message>
    <message>
        <source>Channels of each level on the way up; one fewer than going down.</source>
        <translation>上行各层的通道数；比下行少一个。</translation>
    </message>
    <message>
        <source>A single class</source>
        <translation>只有一个类别时</translation>
    </message>
    <message>
        <source>Whether one class gets one output, or background has its own.</source>
        <translation>单个类别用一个输出，还是背景也有自己的输出。</translation>
    </message>
    <message>
        <source>At the edge</source>
        <translation>图像边缘</translation>
    </message>
    <message>
        <source>What convolutions see beyond the edge of an image.</source>
        <translation>卷积在图像边缘之外看到什么。</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Whether the 3x3 convolutions have one.</source>
        <translation>3x3 卷积是否有偏置。</translation>
    </message>
    <message>
        <source>Normalisation of layers</source>
        <translation>层归一化方式</translation>
    </message>
    <message>
        <source>After every 3x3 convolution.</source>
        <translation>在每个 3x3 卷积之后。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活</translation>
    </message>
    <message>
        <source>Which share of channels is left out at random while it learns: against over-fitting.</source>
        <translation>学习时随机去掉的通道比例：防止过拟合。</translation>
    </message>
    <message>
        <source>Dropout where</source>
        <translation>失活位置</translation>
    </message>
    <message>
        <source>In which places of the network channels are left out.</source>
        <translation>在网络的哪些位置去掉通道。</translation>
    </message>
    <message>
        <source>Going down</source>
        <translation>下行方式</translation>
    </message>
    <message>
        <source>How the resolution is halved.</source>
        <translation>分辨率如何减半。</translation>
    </message>
    <message>
        <source>Going up</source>
        <translation>上行方式</translation>
    </message>
    <message>
        <source>How the resolution is doubled.</source>
        <translation>分辨率如何加倍。</translation>
    </message>
    <message>
        <source>Corners aligned</source>
        <translation>对齐角点</translation>
    </message>
    <message>
        <source>Bilinear upsampling keeps corners in place, as some write-ups do; tiles of a large image then agree less well.</source>
        <translation>双线性上采样保持角点不动，如某些文章所做；大图像的瓦片之间就不那么一致。</translation>
    </message>
    <message>
        <source>Order when joined</source>
        <translation>拼接顺序</translation>
    </message>
    <message>
        <source>Which channels come first where the way down meets the way up.</source>
        <translation>下行与上行相遇时哪些通道在前。</translation>
    </message>
    <message>
        <source>Last convolution (px)</source>
        <translation>末层卷积 (px)</translation>
    </message>
    <message>
        <source>Its edge.</source>
        <translation>它的边长。</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>How weights are drawn before anything is learnt.</source>
        <translation>学习之前权重如何抽取。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Whether images are seen in grey or in colour.</source>
        <translation>以灰度还是彩色看图像。</translation>
    </message>
    <message>
        <source>Grey values</source>
        <translation>灰度值</translation>
    </message>
    <message>
        <source>What is done to the grey values before the network sees them.</source>
        <translation>网络看到之前对灰度值做什么处理。</translation>
    </message>
    <message>
        <source>Fitting</source>
        <translation>尺寸适配</translation>
    </message>
    <message>
        <source>Whether all images are brought to one size first.</source>
        <translation>是否先把所有图像变为同一尺寸。</translation>
    </message>
    <message>
        <source>Fitted size (px)</source>
        <translation>适配尺寸 (px)</translation>
    </message>
    <message>
        <source>Height and width that images are brought to, with a comma.</source>
        <translation>图像变为的高和宽，以逗号分隔。</translation>
    </message>
    <message>
        <source>Edge of the square cut from an image; 0 = whole images.</source>
        <translation>从图像中裁出的正方形的边长；0 = 整张图像。</translation>
    </message>
    <message>
        <source>Patches with a class</source>
        <translation>含类别的图块</translation>
    </message>
    <message>
        <source>Shrunk by</source>
        <translation>缩小倍数</translation>
    </message>
    <message>
        <source>2 = seen at half the resolution: faster and farther, but no detail.</source>
        <translation>2 = 以一半分辨率观察：更快、视野更大，但看不到细节。</translation>
    </message>
    <message>
        <source>Which share of the patches is cut around something labelled, 0 to 1.</source>
        <translation>围绕已标注对象裁出的图块所占比例，0 到 1。</translation>
    </message>
    <message>
        <source>Patches bent</source>
        <translation>弯曲的图块</translation>
    </message>
    <message>
        <source>As they are, at the end</source>
        <translation>最后按原样</translation>
    </message>
    <message>
        <source>Share held out</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>Which share of the labelled images to hold out, where nobody has chosen them yet.</source>
        <translation>尚无人选择时，留出已标注图像的多大比例。</translation>
    </message>
    <message>
        <source>Times per epoch</source>
        <translation>每轮次数</translation>
    </message>
    <message>
        <source>How often every image is shown in one epoch.</source>
        <translation>一轮中每张图像展示多少次。</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Upside down, left to right, both or not, by chance.</source>
        <translation>随机上下、左右、两者都翻转或不翻转。</translation>
    </message>
    <message>
        <source>Shifted by up to (px)</source>
        <translation>最大平移 (px)</translation>
    </message>
    <message>
        <source>In either direction.</source>
        <translation>任一方向。</translation>
    </message>
    <message>
        <source>Rotated by up to (°)</source>
        <translation>最大旋转 (°)</translation>
    </message>
    <message>
        <source>Either way; 180 = any angle.</source>
        <translation>两个方向；180 = 任意角度。</translation>
    </message>
    <message>
        <source>Share that is moved</source>
        <translation>移动的比例</translation>
    </message>
    <message>
        <source>Which share is shifted, rotated, zoomed or bent at all: that blurs a little.</source>
        <translation>被平移、旋转、缩放或弯曲的比例：这会略微模糊。</translation>
    </message>
    <message>
        <source>Zoomed by up to (×)</source>
        <translation>最大缩放 (×)</translation>
    </message>
    <message>
        <source>Larger or smaller by up to this factor; 1 = never.</source>
        <translation>放大或缩小至多这个倍数；1 = 从不。</translation>
    </message>
    <message>
        <source>Bent by about (px)</source>
        <translation>弯曲幅度 (px)</translation>
    </message>
    <message>
        <source>Pixels are moved so far at random on a coarse grid; 0 = never.</source>
        <translation>像素在粗网格上随机移动约这么远；0 = 从不。</translation>
    </message>
    <message>
        <source>Points of bending</source>
        <translation>弯曲网格点数</translation>
    </message>
    <message>
        <source>Of that grid each way: fewer bend more gently.</source>
        <translation>该网格每个方向的点数：越少弯曲越平缓。</translation>
    </message>
    <message>
        <source>Beyond the image</source>
        <translation>图像之外</translation>
    </message>
    <message>
        <source>What is seen there when an image is moved.</source>
        <translation>图像移动时，那里看到什么。</translation>
    </message>
    <message>
        <source>Contrast by up to</source>
        <translation>最大对比度变化</translation>
    </message>
    <message>
        <source>Grey values are spread or squeezed by up to this share; 0 = never.</source>
        <translation>灰度值拉伸或压缩至多这个比例；0 = 从不。</translation>
    </message>
    <message>
        <source>Brightness by up to</source>
        <translation>最大亮度变化</translation>
    </message>
    <message>
        <source>Grey values are shifted by up to so many standard deviations.</source>
        <translation>灰度值平移至多这么多个标准差。</translation>
    </message>
    <message>
        <source>In the last share of the training images are neither mirrored, turned nor bent; 0 = never.</source>
        <translation>训练的最后这一部分时间里，图像不翻转、不旋转、不弯曲；0 = 从不。</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>How much it counts; 0 = not at all. Every pixel counts alike.</source>
        <translation>它的权重；0 = 不用。每个像素同等重要。</translation>
    </message>
    <message>
        <source>Focal</source>
        <translation>Focal</translation>
    </message>
    <message>
        <source>How much it counts: pixels that are hard to tell count more.</source>
        <translation>它的权重：难以判别的像素更受重视。</translation>
    </message>
    <message>
        <source>Focal: gamma</source>
        <translation>Focal：gamma</translation>
    </message>
    <message>
        <source>The higher, the less easy pixels count.</source>
        <translation>越高，容易的像素越不受重视。</translation>
    </message>
    <message>
        <source>Focal: alpha</source>
        <translation>Focal：alpha</translation>
    </message>
    <message>
        <source>A factor of the whole.</source>
        <translation>整体的系数。</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>How much overlap counts, whatever the size of a class.</source>
        <translation>重叠的权重，与类别大小无关。</translation>
    </message>
    <message>
        <source>Dice written as</source>
        <translation>Dice 的写法</translation>
    </message>
    <message>
        <source>Both lead to the same; write-ups differ.</source>
        <translation>两者结果相同；各文章写法不同。</translation>
    </message>
    <message>
        <source>Weight between objects</source>
        <translation>对象之间的权重</translation>
    </message>
    <message>
        <source>How much more pixels count that lie between two objects; 0 = none.</source>
        <translation>两个对象之间的像素多受多少重视；0 = 无。</translation>
    </message>
    <message>
        <source>Width of that (px)</source>
        <translation>其宽度 (px)</translation>
    </message>
    <message>
        <source>How far from the objects that reaches.</source>
        <translation>离对象多远仍起作用。</translation>
    </message>
    <message>
        <source>Balance classes</source>
        <translation>平衡类别</translation>
    </message>
    <message>
        <source>Rare classes count as much as frequent ones.</source>
        <translation>稀少的类别与常见的类别同等重要。</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>How weights follow gradients.</source>
        <translation>权重如何跟随梯度。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How large steps are: too high, it never settles; too low, it crawls.</source>
        <translation>每步多大：太高则不会稳定；太低则进展缓慢。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Keeps weights small: against over-fitting.</source>
        <translation>使权重保持较小：防止过拟合。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Of SGD and RMSprop: how much of the last step is made again.</source>
        <translation>用于 SGD 和 RMSprop：上一步有多少再走一遍。</translation>
    </message>
    <message>
        <source>Course of the rate</source>
        <translation>学习率的变化</translation>
    </message>
    <message>
        <source>What becomes of the learning rate over the training.</source>
        <translation>训练过程中学习率如何变化。</translation>
    </message>
    <message>
        <source>Decay of the rate</source>
        <translation>学习率的衰减</translation>
    </message>
    <message>
        <source>How fast it falls, where the course asks for it.</source>
        <translation>在需要下降时降得多快。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Share of the time in which the rate rises; of the course in one cycle.</source>
        <translation>学习率上升所占的时间比例；用于单周期变化。</translation>
    </message>
    <message>
        <source>Longest gradient</source>
        <translation>最长梯度</translation>
    </message>
    <message>
        <source>Longer ones are cut, against sudden jumps; 0 = any length.</source>
        <translation>更长的会被截断，以防突变；0 = 任意长度。</translation>
    </message>
    <message>
        <source>Averaging of weights</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>How much of the mean of earlier weights is kept; 0 = no mean.</source>
        <translation>保留多少先前权重的平均；0 = 不平均。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>It ends early when nothing better was found for this share of the time; 0 = never.</source>
        <translation>若在这一比例的时间内没有更好的结果则提前结束；0 = 从不。</translation>
    </message>
    <message>
        <source>Images per step</source>
        <translation>每步图像数</translation>
    </message>
    <message>
        <source>Or patches; 0 = all training images at once.</source>
        <translation>或图块数；0 = 一次用全部训练图像。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Which weights become the model.</source>
        <translation>哪些权重成为模型。</translation>
    </message>
    <message>
        <source>Save every (epochs)</source>
        <translation>每隔多少轮保存</translation>
    </message>
    <message>
        <source>Weights are also kept as models of their own so often; 0 = never.</source>
        <translation>每隔这么多轮把权重另存为模型；0 = 从不。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Of the computing: bfloat16 is faster where the machine has it.</source>
        <translation>计算精度：机器支持时 bfloat16 更快。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>mean 0, deviation 1 in each image</source>
        <translation>每张图像均值 0、标准差 1</translation>
    </message>
    <message>
        <source>in a black square</source>
        <translation>置于黑色方块中</translation>
    </message>
    <message>
        <source>stretched</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>its mirror image</source>
        <translation>它的镜像</translation>
    </message>
    <message>
        <source>black background</source>
        <translation>黑色背景</translation>
    </message>
    <message>
        <source>1 − Dice</source>
        <translation>1 − Dice</translation>
    </message>
    <message>
        <source>−Dice</source>
        <translation>−Dice</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>AdaGrad</source>
        <translation>AdaGrad</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>up, then down to 0</source>
        <translation>先升后降到 0</translation>
    </message>
    <message>
        <source>down to 0 (cosine)</source>
        <translation>降到 0（余弦）</translation>
    </message>
    <message>
        <source>falls every epoch</source>
        <translation>每轮下降</translation>
    </message>
    <message>
        <source>falls every step</source>
        <translation>每步下降</translation>
    </message>
    <message>
        <source>best on held-out images</source>
        <translation>留出图像上最好的</translation>
    </message>
    <message>
        <source>lowest training loss of a batch</source>
        <translation>批训练损失最低的</translation>
    </message>
    <message>
        <source>the last</source>
        <translation>最后的</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>one output</source>
        <translation>一个输出</translation>
    </message>
    <message>
        <source>two outputs</source>
        <translation>两个输出</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>reflected pixels</source>
        <translation>反射的像素</translation>
    </message>
    <message>
        <source>nothing (smaller result)</source>
        <translation>无（结果较小）</translation>
    </message>
    <message>
        <source>over the batch</source>
        <translation>按批</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>leaky ReLU</source>
        <translation>leaky ReLU</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>各处</translation>
    </message>
    <message>
        <source>between two convolutions</source>
        <translation>两个卷积之间</translation>
    </message>
    <message>
        <source>at the coarsest level</source>
        <translation>在最粗的一层</translation>
    </message>
    <message>
        <source>2x2 maximum</source>
        <translation>2x2 最大值</translation>
    </message>
    <message>
        <source>convolution of stride 2</source>
        <translation>步长为 2 的卷积</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>nearest pixel</source>
        <translation>最近像素</translation>
    </message>
    <message>
        <source>transposed convolution</source>
        <translation>转置卷积</translation>
    </message>
    <message>
        <source>transposed, then 1x1</source>
        <translation>转置后接 1x1</translation>
    </message>
    <message>
        <source>down, then up</source>
        <translation>先下行，后上行</translation>
    </message>
    <message>
        <source>up, then down</source>
        <translation>先上行，后下行</translation>
    </message>
    <message>
        <source>as torch does</source>
        <translation>与 torch 相同</translation>
    </message>
    <message>
        <source>He</source>
        <translation>He</translation>
    </message>
    <message>
        <source>Glorot</source>
        <translation>Glorot</translation>
    </message>
</context>
<context>
    <name>recipes</name>
    <message>
        <source>Automatic (recommended)</source>
        <translation>自动（推荐）</translation>
    </message>
    <message>
        <source>Looks at your images and at this computer, and chooses everything for the minutes it may take.</source>
        <translation>查看您的图像和这台计算机，并按给定的分钟数选择一切。</translation>
    </message>
    <message>
        <source>ISBI 2012 write-up: cell membranes</source>
        <translation>ISBI 2012 教程：细胞膜</translation>
    </message>
    <message>
        <source>Whole grey images as they are, a large network, batches of one: for membranes and other fine grey structures, where there is a GPU.</source>
        <translation>原样使用整幅灰度图像，大网络，每批一幅：适合有 GPU 时的细胞膜及其他精细灰度结构。</translation>
    </message>
    <message>
        <source>labelme write-up: several classes</source>
        <translation>labelme 教程：多个类别</translation>
    </message>
    <message>
        <source>Colour images laid into a square of 256 pixels: for large parts of several classes.</source>
        <translation>把彩色图像放入 256 像素的正方形：适合多个类别的大部件。</translation>
    </message>
    <message>
        <source>Original U-Net of 2015</source>
        <translation>2015 年原版 U-Net</translation>
    </message>
    <message>
        <source>Large bent tiles, and more weight between neighbours: for cells that touch and few images, where there is a GPU.</source>
        <translation>弯曲的大图块，相邻物体之间权重更高：适合有 GPU、细胞相互接触且图像较少的情况。</translation>
    </message>
    <message>
        <source>Keras write-up: Dice loss</source>
        <translation>Keras 教程：Dice 损失</translation>
    </message>
    <message>
        <source>Grey images resized to 256 pixels, learnt by their overlap: for one small object in each image, as a nerve or a tumour.</source>
        <translation>灰度图像缩放到 256 像素，按重叠程度学习：适合每幅图像中有一个小物体，如神经或肿瘤。</translation>
    </message>
    <message>
        <source>Keras write-up: vessels in patches</source>
        <translation>Keras 教程：图块中的血管</translation>
    </message>
    <message>
        <source>A small network and many small patches: for thin structures such as vessels.</source>
        <translation>小网络和许多小图块：适合血管等细长结构。</translation>
    </message>
    <message>
        <source>Write-up that compares losses</source>
        <translation>比较损失函数的教程</translation>
    </message>
    <message>
        <source>Colour images resized to 256 pixels, shown ten times an epoch and rotated: a middling network to try losses with.</source>
        <translation>彩色图像缩放到 256 像素，每轮旋转展示十次：用中等网络试验各种损失函数。</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Could not be carried over:</source>
        <translation>未能保留的内容：</translation>
    </message>
    <message>
        <source>What could not be carried over</source>
        <translation>未能保留的内容</translation>
    </message>
    <message>
        <source>… and {n} more; save the report to read them all.</source>
        <translation>……另有 {n} 条；保存报告即可查看全部。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save as text…</source>
        <translation>存为文本…</translation>
    </message>
    <message>
        <source>report.txt</source>
        <translation>报告.txt</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Cannot write {path}: {reason}</source>
        <translation>无法写入 {path}：{reason}</translation>
    </message>
    <message>
        <source>Images converted: {n}.</source>
        <translation>已转换图像：{n} 幅。</translation>
    </message>
    <message>
        <source>Everything was carried over.</source>
        <translation>内容全部保留。</translation>
    </message>
    <message>
        <source>Counts before and after, class by class</source>
        <translation>各类别转换前后的数量</translation>
    </message>
    <message>
        <source>{before} before, {after} after</source>
        <translation>转换前 {before}，转换后 {after}</translation>
    </message>
</context>
<context>
    <name>results</name>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Contours</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Width of the contours</source>
        <translation>轮廓线宽</translation>
    </message>
    <message>
        <source>What stands beside the result in a swipe or side by side.</source>
        <translation>卷帘或并排时与结果对照的内容。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>View</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>当前图像</translation>
    </message>
    <message>
        <source>All held-out images</source>
        <translation>全部留出图像</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>trained here</source>
        <translation>本项目训练</translation>
    </message>
    <message>
        <source>ready-made</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>No model yet.</source>
        <translation>还没有模型。</translation>
    </message>
    <message>
        <source>Predict to see masks here.</source>
        <translation>预测后，掩膜会显示在这里。</translation>
    </message>
    <message>
        <source>Held out: the model never saw this image.</source>
        <translation>留出：模型从未见过此图像。</translation>
    </message>
    <message>
        <source>Trained on: the model saw this image, so its score flatters.</source>
        <translation>训练用：模型见过此图像，评分偏高。</translation>
    </message>
    <message>
        <source>Not part of the training.</source>
        <translation>未参与训练。</translation>
    </message>
    <message>
        <source>There are no labels to compare with.</source>
        <translation>没有可比较的标注。</translation>
    </message>
    <message>
        <source>Labelled there is one class and no background: nothing found counts as wrong, so the score flatters.</source>
        <translation>这里只标注了一个类别而没有标注背景：多找到的部分不算错，因此得分偏高。</translation>
    </message>
    <message>
        <source>This image has no mask, so it has no scores.</source>
        <translation>此图像没有掩膜，因此没有得分。</translation>
    </message>
    <message>
        <source>Mean over what the model never saw. Images: {count}.</source>
        <translation>模型从未见过的图像的平均值（{count} 张）。</translation>
    </message>
    <message>
        <source>No held-out image was predicted yet.</source>
        <translation>还没有预测过留出图像。</translation>
    </message>
    <message>
        <source>In {n} {n:image|images} one class is labelled and no background: nothing found counts as wrong there, so the mean flatters.</source>
        <translation>有 {n} 张图像只标注了一个类别而没有标注背景：其中多找到的部分不算错，因此均值偏高。</translation>
    </message>
    <message>
        <source>{name}: Dice {dice}, 95 %: {interval}</source>
        <translation>{name}：Dice {dice}，95 %：{interval}</translation>
    </message>
    <message>
        <source>Finds: {names}.</source>
        <translation>可识别：{names}。</translation>
    </message>
    <message>
        <source>Held-out Dice when trained: {dice} ({count} {count:image|images}).</source>
        <translation>训练时的留出 Dice：{dice}（{count} 张图像）。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Boundary F1: how much of the outlines agrees, to within 2 pixels.</source>
        <translation>边界 F1：轮廓在 2 像素以内一致的比例。</translation>
    </message>
    <message>
        <source>95 %: {interval}</source>
        <translation>95 %：{interval}</translation>
    </message>
    <message>
        <source>Nothing predicted yet</source>
        <translation>还没有预测</translation>
    </message>
    <message>
        <source>Train a model with your own labels (F3), or take the one that is there, and predict. The masks appear here, over your images, one after the other.</source>
        <translation>用您自己的标注训练模型 (F3)，或使用现成的模型，然后预测。掩膜会逐张叠加显示在您的图像上。</translation>
    </message>
    <message>
        <source>Divider</source>
        <translation>分隔线</translation>
    </message>
    <message>
        <source>Drag, or press Left and Right.</source>
        <translation>拖动，或按左右方向键。</translation>
    </message>
    <message>
        <source>{name} {percent} %</source>
        <translation>{name} {percent} %</translation>
    </message>
    <message>
        <source>label: {name}</source>
        <translation>标注：{name}</translation>
    </message>
    <message>
        <source>Probability of {name}</source>
        <translation>{name} 的概率</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>不确定度</translation>
    </message>
    <message>
        <source>0: certain of one class. 1: all classes seem alike.</source>
        <translation>0：确定为某一类别；1：各类别看起来一样。</translation>
    </message>
    <message>
        <source>Prediction against your labels</source>
        <translation>预测与您的标注对比</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>多检</translation>
    </message>
    <message>
        <source>Wrong class</source>
        <translation>类别错误</translation>
    </message>
    <message>
        <source>{name}: {count} px, {percent} %</source>
        <translation>{name}：{count} 像素，{percent} %</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Your labels</source>
        <translation>您的标注</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>This image has no labels.</source>
        <translation>该图像没有标注。</translation>
    </message>
    <message>
        <source>Reading: {percent} %</source>
        <translation>正在读取：{percent} %</translation>
    </message>
    <message>
        <source>This image has no labels, so its mask is shown.</source>
        <translation>该图像没有标注，因此显示掩膜。</translation>
    </message>
    <message>
        <source>Its probabilities were not kept, so the mask is shown. Predict again.</source>
        <translation>未保存其概率，因此显示掩膜。请重新预测。</translation>
    </message>
    <message>
        <source>The class whose probability is shown (0: the next)</source>
        <translation>所显示概率的类别（0：下一个）</translation>
    </message>
    <message>
        <source>Class of the map</source>
        <translation>概率图的类别</translation>
    </message>
    <message>
        <source>Learnt on from an earlier model. Dice on the same held-out images ({count}): before {old}, now {new}.</source>
        <translation>由先前的模型继续学习而来。在相同的 {count} 张留出图像上的 Dice：之前 {old}，现在 {new}。</translation>
    </message>
    <message>
        <source>Show the tables, or the picture alone.</source>
        <translation>显示表格，或只看图像。</translation>
    </message>
    <message>
        <source>Fold the tables</source>
        <translation>收起表格</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
</context>
<context>
    <name>runs</name>
    <message>
        <source>Cross-entropy, no augmentation</source>
        <translation>交叉熵，无数据增强</translation>
    </message>
    <message>
        <source>Cross-entropy, 10x rotated</source>
        <translation>交叉熵，旋转 10 倍</translation>
    </message>
    <message>
        <source>Focal loss, no augmentation</source>
        <translation>Focal 损失，无数据增强</translation>
    </message>
    <message>
        <source>Focal loss, 10x rotated</source>
        <translation>Focal 损失，旋转 10 倍</translation>
    </message>
    <message>
        <source>Dice loss, no augmentation</source>
        <translation>Dice 损失，无数据增强</translation>
    </message>
    <message>
        <source>Dice loss, 10x rotated</source>
        <translation>Dice 损失，旋转 10 倍</translation>
    </message>
    <message>
        <source>{title}</source>
        <translation>{title}</translation>
    </message>
    <message>
        <source>{recipe} {time}, {date}</source>
        <translation>{recipe} {time}，{date}</translation>
    </message>
</context>
<context>
    <name>scores</name>
    <message>
        <source>Dice {dice} on one image, so how far it may vary is unknown</source>
        <translation>Dice {dice}（仅一张图像，波动范围未知）</translation>
    </message>
    <message>
        <source>Dice {dice}</source>
        <translation>Dice {dice}</translation>
    </message>
    <message>
        <source>Dice {dice} over {count} {count:image|images}</source>
        <translation>Dice {dice}（{count} 张图像）</translation>
    </message>
    <message>
        <source>Dice {dice}, 95 %: {interval} over {count} {count:image|images}</source>
        <translation>Dice {dice}，95 %：{interval}，共 {count} 张图像</translation>
    </message>
    <message>
        <source>The Dice flatters: {count} {count:image|images} that it was measured on {count:has|have} labels of one class and none of background, so nothing found there counts as wrong ({names}). Draw all there is in {count:it|them} and mark {count:it|them} fully labelled.</source>
        <translation>此 Dice 偏高：用来测量它的图像中有 {count} 张只标注了一个类别而没有标注背景，其中多找到的部分都不算错（{names}）。请画出其中所有该画的内容，并标记为完全标注。</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>The settings in {path} cannot be read: {reason}.</source>
        <translation>无法读取设置 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The setting {key} in {path} is invalid and was ignored.</source>
        <translation>{path} 中的设置 {key} 无效，已忽略。</translation>
    </message>
    <message>
        <source>Your settings could not be saved: {reason}</source>
        <translation>无法保存您的设置：{reason}</translation>
    </message>
</context>
<context>
    <name>shape</name>
    <message>
        <source>polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>oriented rectangle</source>
        <translation>旋转矩形</translation>
    </message>
    <message>
        <source>circle</source>
        <translation>圆</translation>
    </message>
    <message>
        <source>line</source>
        <translation>线段</translation>
    </message>
    <message>
        <source>line strip</source>
        <translation>折线</translation>
    </message>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩膜</translation>
    </message>
</context>
<context>
    <name>shape dialog</name>
    <message>
        <source>Properties of {n:the shape|{n} shapes}</source>
        <translation>{n:形状属性|{n} 个形状的属性}</translation>
    </message>
    <message>
        <source>Shapes with the same number belong to one object.</source>
        <translation>编号相同的形状属于同一个物体。</translation>
    </message>
    <message>
        <source>&amp;Class</source>
        <translation>类别(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Group number</source>
        <translation>组号(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>说明(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Flags</source>
        <translation>标记(&amp;F)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>(several; left as they are)</source>
        <translation>（多个；保持不变）</translation>
    </message>
</context>
<context>
    <name>shelf</name>
    <message>
        <source>Models compared</source>
        <translation>模型比较</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>Scored on</source>
        <translation>评分图像</translation>
    </message>
    <message>
        <source>Mind</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>On the same {count:held-out image|{count} held-out images} of this project; in brackets the 95 % interval.</source>
        <translation>在本项目相同的 {count} 张留出图像上；括号内为 95 % 区间。</translation>
    </message>
    <message>
        <source>Scored on fewer images than the others.</source>
        <translation>评分所用的图像比其他模型少。</translation>
    </message>
    <message>
        <source>It learnt from {names}: its scores flatter.</source>
        <translation>它学习过 {names}：得分偏高。</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Compare on held-out images</source>
        <translation>在留出图像上比较</translation>
    </message>
    <message>
        <source>Add a file…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Models of this project, your own, and those of the program. Drop a model file here to have it in every project.</source>
        <translation>本项目的模型、您自己的模型和程序自带的模型。把模型文件拖到这里，就能在每个项目中使用。</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有图片</translation>
    </message>
    <message>
        <source>{mark} This Dice cannot be set beside that of {name}: other images or classes were scored. To know which model is better, select them and press “Compare on held-out images”.</source>
        <translation>{mark} 此 Dice 不能与 {name} 的相比：评分所用的图像或类别不同。要知道哪个模型更好，请选中它们并按“在留出图像上比较”。</translation>
    </message>
    <message>
        <source>{count} {count:model is|models are} selected.</source>
        <translation>已选中 {count} 个模型。</translation>
    </message>
    <message>
        <source>Finding out what it does…</source>
        <translation>正在查看它的效果…</translation>
    </message>
    <message>
        <source>Add models</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Learnt from</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>How many held-out images its Dice is the mean of</source>
        <translation>其 Dice 是多少张留出图像的平均值</translation>
    </message>
    <message>
        <source>How many images it learnt from</source>
        <translation>它从多少张图像中学习</translation>
    </message>
    <message>
        <source>Finds</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>this project</source>
        <translation>本项目</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>您自己的</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Finds: {names}.</source>
        <translation>识别：{names}。</translation>
    </message>
    <message>
        <source>{size} on the disk.</source>
        <translation>占用磁盘 {size}。</translation>
    </message>
    <message>
        <source>Cross-validated over {count} {count:image|images}: Dice {dice}.</source>
        <translation>在 {count} 张图像上交叉验证：Dice {dice}。</translation>
    </message>
    <message>
        <source>Learnt from {count} {count:image|images} by the recipe {recipe}, {date}, with {software}.</source>
        <translation>从 {count} 张图像学习，配方 {recipe}，{date}，{software}。</translation>
    </message>
    <message>
        <source>Learnt by the recipe {recipe}, {date}, with {software}.</source>
        <translation>学习所用配方 {recipe}，{date}，{software}。</translation>
    </message>
    <message>
        <source>{count} {count:channel|channels}</source>
        <translation>{count} 个通道</translation>
    </message>
    <message>
        <source>U-Net of {levels} {levels:level|levels}, {narrow} to {wide} channels; takes {kind} images.</source>
        <translation>{levels} 级 U-Net，{narrow} 至 {wide} 通道；输入{kind}图像。</translation>
    </message>
    <message>
        <source>Licence: {licence}.</source>
        <translation>许可：{licence}。</translation>
    </message>
    <message>
        <source>A training is writing it.</source>
        <translation>一次训练正在写入它。</translation>
    </message>
    <message>
        <source>Nobody knows how good it is: it has no score.</source>
        <translation>无人知道它有多好：它没有得分。</translation>
    </message>
    <message>
        <source>On images held out from its training: {score}.</source>
        <translation>在其训练留出的图像上：{score}。</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>Rename the model</source>
        <translation>重命名模型</translation>
    </message>
    <message>
        <source>Its new name:</source>
        <translation>新名称：</translation>
    </message>
    <message>
        <source>Move {count} {count:model|models} to the bin of this computer?

{names}</source>
        <translation>把 {count} 个模型移到这台计算机的回收站？

{names}</translation>
    </message>
    <message>
        <source>A model of this project goes with its run: curves, recipe and all.</source>
        <translation>本项目的模型会连同其训练一起移走：包括曲线和配方。</translation>
    </message>
</context>
<context>
    <name>split</name>
    <message>
        <source>Comparing images: {done} of {total}</source>
        <translation>正在比较图像：{done} / {total}</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>storage</name>
    <message>
        <source>Cannot write {path}: {reason}. What was there before is unchanged.</source>
        <translation>无法写入 {path}：{reason}。原有内容未变。</translation>
    </message>
    <message>
        <source>Cannot remove {path}: {reason}. It is as it was.</source>
        <translation>无法删除 {path}：{reason}。它保持原样。</translation>
    </message>
    <message>
        <source>Cannot read the picture {path}: {reason}.</source>
        <translation>无法读取图像 {path}：{reason}。</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>this file may not be opened</source>
        <translation>没有打开此文件的权限</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>it is no picture of a known kind, whatever its name says</source>
        <translation>无论文件名如何，它都不是已知格式的图像</translation>
    </message>
    <message>
        <source>it has no plane {number}</source>
        <translation>其中没有第 {number} 层</translation>
    </message>
    <message>
        <source>it does not fit into memory</source>
        <translation>内存放不下</translation>
    </message>
    <message>
        <source>Cannot read the picture {path}: with {width} x {height} pixels it is larger than the {limit} pixels this program opens. Please cut it into parts.</source>
        <translation>无法读取图像 {path}：它有 {width} x {height} 像素，超过本程序可打开的 {limit} 像素。请把它切成几块。</translation>
    </message>
    <message>
        <source>Cannot read the picture {path}: it has no pixels.</source>
        <translation>无法读取图像 {path}：没有像素。</translation>
    </message>
</context>
<context>
    <name>study</name>
    <message>
        <source>The project {path} has no run with a model yet: train first.</source>
        <translation>项目 {path} 还没有带模型的训练：请先训练。</translation>
    </message>
    <message>
        <source>{path} belongs to no run of a project. A report tells of a training: give a run folder, the model in one, or a project.</source>
        <translation>{path} 不属于任何项目的训练。报告讲述一次训练：请给出训练文件夹、其中的模型，或一个项目。</translation>
    </message>
    <message>
        <source>{name} read</source>
        <translation>已读取 {name}</translation>
    </message>
    <message>
        <source>{run}: report on a model of the project {project}</source>
        <translation>{run}：项目 {project} 的模型报告</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>pixels learnt from</source>
        <translation>学习的像素</translation>
    </message>
    <message>
        <source>pixels held out</source>
        <translation>留出的像素</translation>
    </message>
    <message>
        <source>Since the training these images or their labels have changed or gone, so the numbers here are not quite those of then: {names}.</source>
        <translation>训练之后，以下图像或其标注已改变或不存在，因此这里的数字与当时不尽相同：{names}。</translation>
    </message>
    <message>
        <source>Every image</source>
        <translation>每张图像</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>learnt from</source>
        <translation>用于学习</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Size (px)</source>
        <translation>尺寸（像素）</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>No image was held out.</source>
        <translation>没有留出图像。</translation>
    </message>
    <message>
        <source>Fingerprints of images and labels: {trained} (learnt from), {held_out} (held out).</source>
        <translation>图像与标注的指纹：{trained}（学习），{held_out}（留出）。</translation>
    </message>
    <message>
        <source>Near-duplicates, tiles of one picture and planes of one stack were looked for: no held-out image shows the same as one learnt from.</source>
        <translation>已检查近似重复图像、同一图片的切块和同一图像栈的平面：没有留出图像与学习过的图像内容相同。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>{title}: {about}</source>
        <translation>{title}：{about}</translation>
    </message>
    <message>
        <source>Every value, as planned for these data and this computer</source>
        <translation>全部取值（已按这些数据和这台计算机确定）</translation>
    </message>
    <message>
        <source>To make it again</source>
        <translation>如何重做</translation>
    </message>
    <message>
        <source>This run did not note enough to be made again step for step. This command makes one like it; its scores will differ a little.</source>
        <translation>此训练没有记录逐步重做所需的全部信息。以下命令会做一次类似的训练，得分会略有不同。</translation>
    </message>
    <message>
        <source>On this computer, with the same images and labels, this command makes the same steps again and gives the same scores: on a CPU to the last digit, on a GPU to within what its rounding leaves open. It takes recipe, seed, split and the pace of the clock from the run folder.</source>
        <translation>在这台计算机上，若图像和标注不变，以下命令会重做相同的步骤并得到相同的得分：在 CPU 上完全一致，在 GPU 上相差不超过其舍入误差。配方、随机种子、划分和训练进度均取自训练文件夹。</translation>
    </message>
    <message>
        <source>It starts from the model {path}, which must still be there.</source>
        <translation>它从模型 {path} 开始，该文件必须仍然存在。</translation>
    </message>
    <message>
        <source>Methods, for a paper</source>
        <translation>方法（可用于论文）</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考文献</translation>
    </message>
    <message>
        <source>Trained {date} by the recipe {recipe}: {steps:,} {steps:step|steps} in {minutes} minutes. Report made on {created} with {software}.</source>
        <translation>训练于 {date}，配方为{recipe}：{minutes} 分钟内 {steps:,} 步。报告于 {created} 由 {software} 生成。</translation>
    </message>
    <message>
        <source>Labelled images: {count}, {partly} of them only partly. What nobody labelled in those was neither learnt from nor scored.</source>
        <translation>共 {count} 张已标注图像，其中 {partly} 张为部分标注：其中未标注之处既不参与学习，也不参与评分。</translation>
    </message>
    <message>
        <source>Learnt from: {trained} {trained:image|images}. Held out by name before the training, and never learnt from: {count} {count:image|images} ({names}).</source>
        <translation>用于学习：{trained} 张图像。训练前按名称留出、从未用于学习：{count} 张图像（{names}）。</translation>
    </message>
    <message>
        <source>The scores flatter: the held-out {count:image|images} {held_out} {count:shows|show} the same as {training}, learnt from (near-duplicates, tiles of one picture or planes of one stack).</source>
        <translation>得分偏高：留出图像 {held_out} 与学习过的 {training} 内容相同（近似重复、同一图片的切块或同一图像栈的平面）。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重数</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>训练文件夹</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Threads of the CPU</source>
        <translation>CPU 线程数</translation>
    </message>
    <message>
        <source>Versions and machine</source>
        <translation>版本与机器</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>The worst, a typical and the best held-out image</source>
        <translation>最差、典型和最佳的留出图像</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>typical (median)</source>
        <translation>典型（中位）</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>the only one</source>
        <translation>唯一一张</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>found where there is nothing</source>
        <translation>误检</translation>
    </message>
    <message>
        <source>wrong class</source>
        <translation>类别错误</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>validation loss (held-out images)</source>
        <translation>验证损失（留出图像）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Held-out Dice while learning</source>
        <translation>学习过程中的留出 Dice</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Scores on held-out images</source>
        <translation>留出图像上的得分</translation>
    </message>
    <message>
        <source>There is no score: no labelled image was held out, so nobody knows how good this model is.</source>
        <translation>没有得分：没有留出已标注图像，因此无人知道该模型有多好。</translation>
    </message>
    <message>
        <source>mean over the classes</source>
        <translation>各类别平均</translation>
    </message>
    <message>
        <source>There is a single held-out image: nobody can say how far the next one may be from it. Label and hold out more before you rely on these numbers.</source>
        <translation>只有一张留出图像：无人知道下一张会相差多少。在依赖这些数字之前，请标注并留出更多图像。</translation>
    </message>
    <message>
        <source>Dice and IoU say how much of the area agrees, precision how much of what was found is right, recall how much of what is there was found, and boundary F1 how much of the outlines agrees to within {tolerance:g} px; 1 is perfect. In brackets: the 95 % interval of the mean over images like these.</source>
        <translation>Dice 和 IoU 表示面积的吻合程度，精确率表示找到的有多少正确，召回率表示存在的有多少被找到，边界 F1 表示轮廓在 {tolerance:g} 像素以内的吻合程度；1 为完美。括号内为此类图像平均值的 95 % 区间。</translation>
    </message>
    <message>
        <source>There {count:is|are} only {count} held-out {count:image|images}, so the intervals are rough themselves: label and hold out more before you rely on these numbers.</source>
        <translation>只有 {count} 张留出图像，区间本身也很粗略：在依赖这些数字之前，请标注并留出更多图像。</translation>
    </message>
    <message>
        <source>The weights were chosen as the best of {count} {count:validation|validations} on these very images, so the scores may be a little lucky; on new images expect rather less.</source>
        <translation>权重是在这些图像上的 {count} 次验证中选出的最佳者，因此得分可能略偏高；在新图像上应预期稍低。</translation>
    </message>
    <message>
        <source>Cross-validated with {folds} models over all {images} labelled {images:image|images}, each scored by a model that never saw it: mean Dice {dice} ({interval}).</source>
        <translation>用 {folds} 个模型对全部 {images} 张已标注图像做了交叉验证，每张都由从未见过它的模型评分：平均 Dice {dice}（{interval}）。</translation>
    </message>
    <message>
        <source>The model learnt from {names}: the scores flatter.</source>
        <translation>模型学习过 {names}：得分偏高。</translation>
    </message>
    <message>
        <source>The scores hold for images like those held out: same microscope, stain and magnification. They say nothing of others.</source>
        <translation>得分只适用于与留出图像相似的图像：同样的显微镜、染色和放大倍数；对其他图像不说明任何问题。</translation>
    </message>
    <message>
        <source>pixels labelled</source>
        <translation>标注像素</translation>
    </message>
    <message>
        <source>pixels predicted</source>
        <translation>预测像素</translation>
    </message>
    <message>
        <source>off by</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>as much predicted elsewhere means</source>
        <translation>别处预测同样多时实际约为</translation>
    </message>
    <message>
        <source>How far areas measured with this model are off</source>
        <translation>用此模型测得的面积偏差多少</translation>
    </message>
    <message>
        <source>Every held-out image, the worst first</source>
        <translation>每张留出图像，最差的在前</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>boundary F1</source>
        <translation>边界 F1</translation>
    </message>
    <message>
        <source>The report is written: {path}</source>
        <translation>报告已写好：{path}</translation>
    </message>
    <message>
        <source>There is no run in {path} any more.</source>
        <translation>{path} 中已没有训练。</translation>
    </message>
</context>
<context>
    <name>suggestions</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What to label next</source>
        <translation>接下来标注什么</translation>
    </message>
    <message>
        <source>Label next: {done} of {count} done</source>
        <translation>接下来标注：已完成 {done}/{count}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Spot: x {left}-{right}, y {top}-{bottom}</source>
        <translation>位置：x {left}-{right}，y {top}-{bottom}</translation>
    </message>
    <message>
        <source>It is enough to label what lies in the blue frame: the image stays partly labelled, and the rest of it is ignored.</source>
        <translation>只需标注蓝框内的内容：图像保持部分标注，其余部分被忽略。</translation>
    </message>
    <message>
        <source>Label the whole image: it is no larger than a spot.</source>
        <translation>请标注整张图像：它并不比一处位置更大。</translation>
    </message>
    <message>
        <source>The model looked at a sample of {n} of {all} images.</source>
        <translation>模型查看了 {all} 张图像中的 {n} 张样本。</translation>
    </message>
</context>
<context>
    <name>tasks</name>
    <message>
        <source>Please wait until this is done, or cancel it: {title}</source>
        <translation>请等待此任务完成，或将其取消：{title}</translation>
    </message>
    <message>
        <source>Cancelled; what was finished is kept.</source>
        <translation>已取消；完成的部分保留。</translation>
    </message>
    <message>
        <source>Making the project</source>
        <translation>正在创建项目</translation>
    </message>
    <message>
        <source>{count} {count:label|labels} could not be taken over; the {count:image is|images are} listed.</source>
        <translation>有 {count} 份标注未能导入；图像仍在列表中。</translation>
    </message>
    <message>
        <source>Renaming the class</source>
        <translation>正在重命名类别</translation>
    </message>
    <message>
        <source>Merging the classes</source>
        <translation>正在合并类别</translation>
    </message>
    <message>
        <source>Deleting the class</source>
        <translation>正在删除类别</translation>
    </message>
    <message>
        <source>Counting the classes</source>
        <translation>正在统计类别</translation>
    </message>
    <message>
        <source>Opening the project</source>
        <translation>正在打开项目</translation>
    </message>
    <message>
        <source>Changing {n} {n:image|images}</source>
        <translation>正在更改 {n} 张图像</translation>
    </message>
    <message>
        <source>Deleting the labels of {n} {n:image|images}</source>
        <translation>正在删除 {n} 张图像的标注</translation>
    </message>
    <message>
        <source>Taking the labels along</source>
        <translation>正在让标注跟随</translation>
    </message>
    <message>
        <source>Importing labels</source>
        <translation>正在导入标注</translation>
    </message>
    <message>
        <source>Exporting labels</source>
        <translation>正在导出标注</translation>
    </message>
    <message>
        <source>Labels exported to {folder}; images: {count}.</source>
        <translation>标注已导出到 {folder}；图像：{count} 幅。</translation>
    </message>
    <message>
        <source>Cropping</source>
        <translation>正在裁剪</translation>
    </message>
    <message>
        <source>Looking for what to label next</source>
        <translation>正在查找接下来该标注什么</translation>
    </message>
    <message>
        <source>Writing the report of {run}</source>
        <translation>正在写 {run} 的报告</translation>
    </message>
    <message>
        <source>Deciding {count} {count:mask|masks} anew</source>
        <translation>正在重新决定 {count} 个掩膜</translation>
    </message>
    <message>
        <source>Looking for the best threshold</source>
        <translation>正在寻找最佳阈值</translation>
    </message>
    <message>
        <source>Exporting the model</source>
        <translation>正在导出模型</translation>
    </message>
    <message>
        <source>Making drafts of {n} {n:prediction|predictions}</source>
        <translation>正在把 {n} 个预测作为草稿</translation>
    </message>
    <message>
        <source>Predicting {count} {count:image|images}</source>
        <translation>正在预测 {count} 张图像</translation>
    </message>
    <message>
        <source>Comparing {count} {count:run|runs}</source>
        <translation>正在比较 {count} 个训练记录</translation>
    </message>
    <message>
        <source>Comparing {count} {count:model|models}</source>
        <translation>正在比较 {count} 个模型</translation>
    </message>
</context>
<context>
    <name>train</name>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>validation loss (held-out images)</source>
        <translation>验证损失（留出图像）</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>training {loss}</source>
        <translation>训练 {loss}</translation>
    </message>
    <message>
        <source>validation {loss}</source>
        <translation>验证 {loss}</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>held-out Dice</source>
        <translation>留出 Dice</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>A recipe decides everything: network, patches, loss, optimiser.</source>
        <translation>配方决定一切：网络、图块、损失、优化器。</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>An epoch shows every training image as often as the recipe says.</source>
        <translation>一轮中，每张训练图像按配方规定的次数展示。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Give the computer to other programs for a while; the time does not count.</source>
        <translation>暂时把计算机让给其他程序；这段时间不计入。</translation>
    </message>
    <message>
        <source>What is set here is for the next training; Queue adds it to those waiting.</source>
        <translation>这里设置的内容用于下一次训练；“队列”可将其加入等待的训练。</translation>
    </message>
    <message>
        <source>This recipe counts epochs ({epochs}). Given minutes, it ends by the clock instead.</source>
        <translation>此配方按轮数计（{epochs}）。给定分钟数时，改为到时间就结束。</translation>
    </message>
    <message>
        <source>This recipe counts epochs ({epochs}). Choose minutes to give it a time instead.</source>
        <translation>此配方按轮数计（{epochs}）。也可以选择“分钟”，改为给定时间。</translation>
    </message>
    <message>
        <source>This recipe plans for minutes. Given epochs, it does not measure how fast this computer is, and may take long.</source>
        <translation>此配方按分钟数规划。给定轮数时，它不会测量这台计算机有多快，可能需要很久。</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>比较训练</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop now and keep the best model so far.</source>
        <translation>立即停止，并保留目前最好的模型。</translation>
    </message>
    <message>
        <source>The curves appear here</source>
        <translation>曲线会显示在这里</translation>
    </message>
    <message>
        <source>Reading the images and finding out how fast this computer is. The curves begin with the first step.</source>
        <translation>正在读取图像并测量这台计算机的速度。完成第一步后即显示曲线。</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Recipe ({count} changed)</source>
        <translation>配方（已改 {count} 项）</translation>
    </message>
    <message>
        <source>What the program chose and noticed</source>
        <translation>程序的选择与发现</translation>
    </message>
    <message>
        <source>How long may it take?</source>
        <translation>可以用多长时间？</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Every labelled image is held out, so there is none to learn from: label another image, or hold fewer out (H in Label mode).</source>
        <translation>所有已标注的图像都被留出，没有可用于训练的图像：请再标注一张图像，或减少留出的图像（在标注模式下按 H）。</translation>
    </message>
    <message>
        <source>One image is labelled: enough to learn from, but there is none to hold out for scores. Label a second one to get them.</source>
        <translation>已标注一张图像：足以训练，但没有可留出用于评分的图像。再标注一张即可得到评分。</translation>
    </message>
    <message>
        <source>Labelled images: {labelled}. A fifth of them will be held out from training, so that the scores are honest.</source>
        <translation>已标注的图像：{labelled} 张。其中五分之一将留出、不参与训练，以保证评分真实可信。</translation>
    </message>
    <message>
        <source>Labelled images to learn from: {learning}. Held out from training: {held_out}; every score comes from those.</source>
        <translation>用于训练的已标注图像：{learning} 张；留出、不参与训练：{held_out} 张，所有评分均来自后者。</translation>
    </message>
    <message>
        <source>Nothing to learn from yet</source>
        <translation>还没有可供学习的内容</translation>
    </message>
    <message>
        <source>A network learns from what you draw. Go to Label (F2), draw around everything you want found in one or two images, and come back. Two labelled images are enough to begin; five or more do much better.</source>
        <translation>网络从您绘制的内容中学习。请转到“标注”(F2)，在一两张图像中勾画出所有要查找的目标，然后回来。两张已标注图像就可以开始；五张或更多效果会好得多。</translation>
    </message>
    <message>
        <source>Choose how long it may take and press Train. The blue curve is what the network learns from; the dashed orange one is measured on held-out images, which it never sees. You can go on labelling meanwhile.</source>
        <translation>选择可用的时间，然后按“训练”。蓝色曲线是网络学习所用的数据，橙色虚线在留出图像上测得，网络从未见过它们。训练期间可以继续标注。</translation>
    </message>
    <message>
        <source>No image is labelled yet. Draw around a few things in Label mode (F2), on two images or more, then come back.</source>
        <translation>还没有标注任何图像。请先在标注模式 (F2) 中至少为两张图像勾画一些目标，然后再回来。</translation>
    </message>
    <message>
        <source>Stopping after this batch…</source>
        <translation>本批次结束后停止…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Dice: how much of mask and drawing is the same, from 0 (nothing) to 1 (all); the mean over the classes, on images that were held out from training.</source>
        <translation>Dice：掩膜与绘制的标注有多少相同，从 0（完全不同）到 1（完全相同）；在留出、未参与训练的图像上对各类别取平均。</translation>
    </message>
    <message>
        <source>held-out Dice of the model so far {dice}</source>
        <translation>目前模型的留出 Dice {dice}</translation>
    </message>
    <message>
        <source>held-out Dice of the model {dice}</source>
        <translation>模型的留出 Dice {dice}</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>第 {epoch} 轮</translation>
    </message>
    <message>
        <source>{count} megapixels/s</source>
        <translation>{count} 百万像素/秒</translation>
    </message>
    <message>
        <source>{size} GiB of memory</source>
        <translation>内存 {size} GiB</translation>
    </message>
    <message>
        <source>model {place} of {count} is the one that is kept</source>
        <translation>第 {place} 个模型（共 {count} 个）是保留的那个</translation>
    </message>
    <message>
        <source>model {place} of {count} is trained to be scored only</source>
        <translation>第 {place} 个模型（共 {count} 个）仅为评分而训练</translation>
    </message>
    <message>
        <source>Model {place} of {count} · {doing}</source>
        <translation>模型 {place} / {count} · {doing}</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Learning, step {step}</source>
        <translation>学习中，第 {step} 步</translation>
    </message>
    <message>
        <source>Checking on held-out images</source>
        <translation>正在用留出图像验证</translation>
    </message>
    <message>
        <source>Saving the best model</source>
        <translation>正在保存最佳模型</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} 秒</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} 分 {s} 秒</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} 小时 {m} 分</translation>
    </message>
    <message>
        <source>Stopped before the first model was ready; nothing was kept.</source>
        <translation>在第一个模型完成之前就停止了，没有保留任何内容。</translation>
    </message>
    <message>
        <source>Go on with a tenth of the learning rate</source>
        <translation>以十分之一的学习率继续</translation>
    </message>
    <message>
        <source>A training cannot begin like this: {problem}.</source>
        <translation>这样无法开始训练：{problem}。</translation>
    </message>
    <message>
        <source>Something else is under way; go on with this when it has ended.</source>
        <translation>正在进行其他任务；请在其结束后再继续。</translation>
    </message>
    <message>
        <source>{names} {count:is|are} held out from now on: never trained on, so that scores are honest. You can change that in Label mode with H.</source>
        <translation>从现在起留出 {names}：它们从不参与训练，以保证评分可信。可在标注模式中按 H 更改。</translation>
    </message>
    <message>
        <source>The new model is no better on the held-out images (Dice {new:.3f}, before {old:.3f}), so the old one stays in use. Both are kept.</source>
        <translation>新模型在留出图像上并没有更好（Dice {new:.3f}，之前为 {old:.3f}），因此继续使用旧模型。两者都会保留。</translation>
    </message>
    <message>
        <source>The model is ready. Predict with it in Results (F4).</source>
        <translation>模型已就绪，可在“结果”(F4) 中用它预测。</translation>
    </message>
    <message>
        <source>The training is over, but the model finds hardly anything of what was labelled yet. On held-out images: {score}. Give it more time.</source>
        <translation>训练结束了，但模型还几乎找不到所标注的内容。在留出图像上：{score}。请给它更多时间。</translation>
    </message>
    <message>
        <source>The model is ready. On held-out images: {score}. Predict with it in Results (F4).</source>
        <translation>模型已就绪。在留出图像上：{score}。请到“结果”（F4）中用它预测。</translation>
    </message>
    <message>
        <source>Cross-validated: the mean Dice is {dice} over {count} {count:image|images}, each scored by a model that never saw it; over many such images it lies between {low} and {high} (95 % sure). {outcome}</source>
        <translation>交叉验证：{count} 张图像的平均 Dice 为 {dice}，每张都由从未见过它的模型评分；对大量同类图像，它在 {low} 到 {high} 之间（95 % 把握）。{outcome}</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Play the film from its beginning</source>
        <translation>从头播放胶片</translation>
    </message>
    <message>
        <source>Frame of the film</source>
        <translation>胶片的帧</translation>
    </message>
    <message>
        <source>Drag to see what the model said at that time of the training.</source>
        <translation>拖动以查看模型在训练的那个时刻的预测。</translation>
    </message>
    <message>
        <source>step {step} · {time}</source>
        <translation>第 {step} 步 · {time}</translation>
    </message>
    <message>
        <source>training images: none is held out</source>
        <translation>训练图像：没有留出图像</translation>
    </message>
    <message>
        <source>Which training is shown</source>
        <translation>显示哪次训练</translation>
    </message>
    <message>
        <source>Look again at the curves and the film of an earlier training.</source>
        <translation>再次查看以前某次训练的曲线和胶片。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Go on with this training where it was stopped or killed, with its own recipe and its own time.</source>
        <translation>从停止或中断处继续这次训练，沿用它自己的配方和时间。</translation>
    </message>
    <message>
        <source>This training</source>
        <translation>本次训练</translation>
    </message>
    <message>
        <source>The next training</source>
        <translation>下一次训练</translation>
    </message>
    <message>
        <source>Dice {dice}</source>
        <translation>Dice {dice}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>What would more labels bring?</source>
        <translation>再多标注会有多大帮助？</translation>
    </message>
    <message>
        <source>Trains several times on a quarter, a half and all of your images, in the time set above, and says how much Dice further labelled images would bring, and how sure that is. No model is kept.</source>
        <translation>在上面设定的时间内，用四分之一、一半和全部图像训练数次，然后说明更多标注图像能提高多少 Dice，以及把握有多大。不保留任何模型。</translation>
    </message>
    <message>
        <source>This takes {n} labelled {n:image|images} to learn from.</source>
        <translation>这需要 {n} 张用于学习的已标注图像。</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>从何开始</translation>
    </message>
    <message>
        <source>Labels were added since a model was trained? Start from that model: it goes on learning instead of beginning anew. The new model becomes the best of the project only if it is better on the same held-out images; else both are kept.</source>
        <translation>模型训练之后又添加了标注？从该模型开始：它会接着学习，而不是从头再来。只有当新模型在同样的留出图像上更好时，它才会成为项目的最佳模型；否则两者都会保留。</translation>
    </message>
    <message>
        <source>nothing learnt yet</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>{model} (Dice {dice})</source>
        <translation>{model}（Dice {dice}）</translation>
    </message>
    <message>
        <source>Cross-validate ({n} {n:model|models})</source>
        <translation>交叉验证（{n} 个模型）</translation>
    </message>
    <message>
        <source>With few images, the ones held out may be easy or hard by chance. This trains {n} {n:model|models} in the same time and holds out other images from each, until every labelled image has been scored by a model that never saw it. The first model, which holds out the usual images, is kept. It needs three labelled images.</source>
        <translation>图像很少时，留出的那几张可能碰巧容易或困难。此选项在同样的时间内训练 {n} 个模型，每个留出不同的图像，直到每张已标注图像都由从未见过它的模型评过分。保留第一个模型（它留出的是平常那几张）。至少需要三张已标注图像。</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测收益</translation>
    </message>
    <message>
        <source>labelled images to learn from</source>
        <translation>可供学习的已标注图像数</translation>
    </message>
    <message>
        <source>measured: one training each</source>
        <translation>实测：每点一次训练</translation>
    </message>
    <message>
        <source>expected on average; 95 times of 100 that lies within the bar</source>
        <translation>平均预期；100 次中有 95 次落在竖线内</translation>
    </message>
    <message>
        <source>The training stopped, for its loss was no longer a number.</source>
        <translation>训练已停止，因为损失不再是数字。</translation>
    </message>
</context>
<context>
    <name>training</name>
    <message>
        <source>{name} is not labelled.</source>
        <translation>{name} 没有标注。</translation>
    </message>
    <message>
        <source>The label of {name} is {label} pixels large, the image {image}.</source>
        <translation>{name} 的标注为 {label} 像素，图像为 {image}。</translation>
    </message>
    <message>
        <source>Images of different sizes do not fit into one batch; set batch=1.</source>
        <translation>大小不同的图像不能放进同一批；请设 batch=1。</translation>
    </message>
    <message>
        <source>A step takes {step:.2f} s here, so there will be about {count} of them.</source>
        <translation>本机每步需 {step:.2f} 秒，因此大约会有 {count} 步。</translation>
    </message>
    <message>
        <source>{across} x {height} pixels, {colour}, {depth}</source>
        <translation>{across} x {height} 像素，{colour}，{depth}</translation>
    </message>
    <message>
        <source>They differ in size: edges from {least} to {most} pixels. Each is used at its own resolution.</source>
        <translation>它们大小不一：边长从 {least} 到 {most} 像素。每张图像都按其自身的分辨率使用。</translation>
    </message>
    <message>
        <source>{share:.0%} of the pixels are labelled; the others teach nothing.</source>
        <translation>{share:.0%} 的像素已标注；其余像素不参与学习。</translation>
    </message>
    <message>
        <source>{name}: nothing of it in the images to learn from.</source>
        <translation>{name}：可供学习的图像中没有它。</translation>
    </message>
    <message>
        <source>Found {count} {count:image|images} to learn from, like {name}: {kind}.</source>
        <translation>找到 {count} 张可供学习的图像，例如 {name}：{kind}。</translation>
    </message>
    <message>
        <source>{name}: {share:.1%} of the labelled pixels, about {thickness} {thickness:pixel|pixels} thick.</source>
        <translation>{name}：占已标注像素的 {share:.1%}，粗细约 {thickness} 像素。</translation>
    </message>
    <message>
        <source>Chosen: a network of {levels} {levels:level|levels}, {width} {width:channel|channels} wide; patches of {patch} x {patch} pixels, {batch} a step, {resolution}.</source>
        <translation>已选择：{levels} 层、{width} 通道宽的网络；图块 {patch} x {patch} 像素，每步 {batch} 块，{resolution}。</translation>
    </message>
    <message>
        <source>at the images&apos; own resolution</source>
        <translation>按图像自身的分辨率</translation>
    </message>
    <message>
        <source>at 1/{shrink} of their resolution, as nothing in them is thin</source>
        <translation>按其分辨率的 1/{shrink}，因为其中没有细小的东西</translation>
    </message>
    <message>
        <source>{share:.0%} of them are bent, rotated and zoomed: the more, the more often the images are shown.</source>
        <translation>其中 {share:.0%} 会被弯曲、旋转和缩放：图像重复出现得越多，这一比例越大。</translation>
    </message>
    <message>
        <source>What lies above differs from what lies below in these images, so they are not turned upside down.</source>
        <translation>这些图像的上方与下方不同，因此不会上下颠倒。</translation>
    </message>
    <message>
        <source>{share:.0%} of the patches show a class in their middle, each class as often as the others, so that rare ones are learnt too.</source>
        <translation>{share:.0%} 的图块以某个类别为中心，各类别出现得一样多，这样稀少的类别也能学到。</translation>
    </message>
    <message>
        <source>{share:.0%} of the patches are cut around what is labelled, the others anywhere.</source>
        <translation>{share:.0%} 的图块取自标注对象周围，其余取自任意位置。</translation>
    </message>
    <message>
        <source>In the last {share:.0%} of the time the images are shown as they are, neither mirrored nor turned: what always lies on one side is learnt then.</source>
        <translation>最后 {share:.0%} 的时间按原样展示图像，不翻转也不旋转：总偏在某一侧的东西这时才能学到。</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>{count} {count:channel|channels}</source>
        <translation>{count} 个通道</translation>
    </message>
    <message>
        <source>decimal numbers</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>{bits}-bit</source>
        <translation>{bits} 位</translation>
    </message>
    <message>
        <source>The project has no class yet: label an image in Label first.</source>
        <translation>项目还没有类别：请先在“标注”中标注一张图像。</translation>
    </message>
    <message>
        <source>{name} is left out: {problem}</source>
        <translation>略去 {name}：{problem}</translation>
    </message>
    <message>
        <source>No labelled image is held out, so there will be no score; label at least two images to get one.</source>
        <translation>没有留出已标注的图像，因此不会有评分；请至少标注两张图像。</translation>
    </message>
    <message>
        <source>Held out from training, for honest scores: {names}. This choice is kept in the project and can be changed there.</source>
        <translation>为保证评分可信，留出不参与训练：{names}。该选择保存在项目中，可在那里更改。</translation>
    </message>
    <message>
        <source>Only about {count} of {total} labelled {total:image|images} {count:fits|fit} into this computer&apos;s memory at a time; the rest is read when it is needed, which takes longer.</source>
        <translation>本机内存一次只能容纳 {total} 张已标注图像中的约 {count} 张；其余的在需要时读取，耗时会更长。</translation>
    </message>
    <message>
        <source>The picture of {name} was replaced while it was learnt from.</source>
        <translation>{name} 的图片在学习期间被替换了。</translation>
    </message>
    <message>
        <source>The scores will flatter: the held-out {count:image|images} {held_out} {count:shows|show} the same as {training}, learnt from ({why}). Hold both out, or neither, with H in Label mode.</source>
        <translation>评分会偏高：留出图像 {held_out} 与用于学习的 {training} 内容相同（{why}）。请在标注模式按 H，将两者都留出，或都不留出。</translation>
    </message>
    <message>
        <source>near-duplicates</source>
        <translation>近似重复的图像</translation>
    </message>
    <message>
        <source>tiles of one picture</source>
        <translation>同一图片的分块</translation>
    </message>
    <message>
        <source>planes of one stack</source>
        <translation>同一堆栈的平面</translation>
    </message>
    <message>
        <source>The labelled images differ in their channels: {first} has {few}, {second} has {many}. One model takes one kind; please make a project for each.</source>
        <translation>已标注图像的通道数不同：{first} 有 {few} 个，{second} 有 {many} 个。一个模型只接受一种；请分别建立项目。</translation>
    </message>
    <message>
        <source>The recipe is made for grey or colour pictures, and {name} has {count} {count:channel|channels}; the recipe auto takes any number.</source>
        <translation>此配方用于灰度或彩色图像，而 {name} 有 {count} 个通道；配方 auto 接受任意通道数。</translation>
    </message>
    <message>
        <source>Every labelled image is held out, so there is none to learn from: label another image, or hold fewer out.</source>
        <translation>所有已标注的图像都被留出，没有可用于训练的图像：请再标注一张图像，或减少留出的图像。</translation>
    </message>
    <message>
        <source>There is no labelled image to learn from yet: open Label, draw around what you are looking for in one image or more, then train again.</source>
        <translation>还没有可学习的已标注图像：请打开“标注”，在至少一张图像中勾画要找的目标，然后再训练。</translation>
    </message>
    <message>
        <source>{problem} Training goes on and tries again; please make room.</source>
        <translation>{problem} 训练继续进行并会重试；请腾出磁盘空间。</translation>
    </message>
    <message>
        <source>Nothing better was found for {share:.0%} of the time, so the training ends early: the learning rate falls quickly now, and the best model is kept.</source>
        <translation>已有 {share:.0%} 的时间没有找到更好的结果，训练因此提前结束：学习率现在迅速下降，最佳模型会保留。</translation>
    </message>
    <message>
        <source>With {count} labelled {count:image|images}, the few that are held out tell little. Cross-validation (--folds {folds}, or the box in Train) trains {folds} models in the same time and scores every image.</source>
        <translation>只有 {count} 张已标注图像，留出的几张说明不了多少。交叉验证（--folds {folds}，或“训练”中的选项）在同样的时间内训练 {folds} 个模型，并给每张图像评分。</translation>
    </message>
    <message>
        <source>Labelled since this training began, and not learnt from by it: {names} ({count} in all). To learn from them too, begin a new training that starts from this one&apos;s model.</source>
        <translation>此次训练开始之后才标注、未参与学习的图像：{names}（共 {count} 张）。若也要从它们学习，请以此次训练的模型为起点开始新的训练。</translation>
    </message>
    <message>
        <source>The model that this training started from, {path}, cannot be compared with the new one in the end. {problem}</source>
        <translation>此次训练所基于的模型 {path} 最后无法与新模型比较。{problem}</translation>
    </message>
    <message>
        <source>Memory ran out at step {step}, though as little is used as possible. {kept}. Close other programs, or choose a smaller network (plan.width or network.widths).</source>
        <translation>第 {step} 步内存不足，尽管已尽可能少用内存。{kept}。请关闭其他程序，或选择更小的网络（plan.width 或 network.widths）。</translation>
    </message>
    <message>
        <source>Memory ran out in validation, so held-out images are predicted in tiles of {tile} pixels from now on. That is slower, and scores may differ a little.</source>
        <translation>验证时内存不足，因此从现在起以 {tile} 像素的分块预测留出图像。这会慢一些，得分可能略有差异。</translation>
    </message>
    <message>
        <source>Memory ran out in validation, though as little is used as possible. Close other programs, or choose a smaller network (plan.width or network.widths).</source>
        <translation>验证时内存不足，尽管已使用尽可能少的内存。请关闭其他程序，或选择更小的网络（plan.width 或 network.widths）。</translation>
    </message>
    <message>
        <source>Training stopped at step {step}: the loss is no longer a number. {kept}. Train again with smaller steps: under Recipe, a learning rate of {rate:g}. On the command line the last good state can go on: {command}; or with --set precision=float32.</source>
        <translation>训练在第 {step} 步停止：损失不再是数字。{kept}。请用更小的步长重新训练：在“配方”中把学习率设为 {rate:g}。在命令行中可以从最后的良好状态继续：{command}；或者加上 --set precision=float32。</translation>
    </message>
    <message>
        <source>No model was kept, for it was too early</source>
        <translation>时间太早，没有保留模型</translation>
    </message>
    <message>
        <source>The best model so far is kept in {path}</source>
        <translation>目前最好的模型保存在 {path}</translation>
    </message>
    <message>
        <source>Cannot make the run folder {path}: {detail}.</source>
        <translation>无法创建运行文件夹 {path}：{detail}。</translation>
    </message>
    <message>
        <source>Cannot add to the curves in {path}: {reason}.</source>
        <translation>无法向 {path} 追加曲线数据：{reason}。</translation>
    </message>
    <message>
        <source>The film strip of this run is damaged.</source>
        <translation>此次运行的胶片条已损坏。</translation>
    </message>
    <message>
        <source>This training cannot go on as it was, for its images or labels have changed since: {names}. Begin a new one that starts from what it has learnt: Continue training from its model, or train PROJECT --from MODEL.</source>
        <translation>此训练无法照原样继续，因为其图像或标注之后有改动：{names}。请新开一次训练，从它已学到的内容开始：从其模型继续训练，或使用 train PROJECT --from MODEL。</translation>
    </message>
    <message>
        <source>There is nothing to go on from in {run}: it has no {name}.</source>
        <translation>{run} 中没有可继续的内容：缺少 {name}。</translation>
    </message>
    <message>
        <source>{keys} cannot be changed when a training goes on; only {known} can.</source>
        <translation>训练继续时不能更改 {keys}；只能更改 {known}。</translation>
    </message>
    <message>
        <source>The training in {run} has ended. Say how long it is to be in all, with more minutes or epochs than it had, to go on with it.</source>
        <translation>{run} 中的训练已经结束。若要继续，请给出总时长，分钟数或轮数须多于原来。</translation>
    </message>
    <message>
        <source>Going on at step {step}, where the last checkpoint was written.</source>
        <translation>从第 {step} 步继续，即最后一个检查点写入之处。</translation>
    </message>
    <message>
        <source>This training cannot go on as it was, for the classes have changed since: it learnt {then}, now there are {now}. Begin a new one that starts from what it has learnt: Continue training from its model, or train PROJECT --from MODEL.</source>
        <translation>这次训练无法照原样继续，因为类别已经改变：它学习的是 {then}，现在是 {now}。请开始一次以其成果为起点的新训练：从其模型继续训练，或 train PROJECT --from MODEL。</translation>
    </message>
    <message>
        <source>Cannot go on from {path}: it does not belong to the recipe beside it. Begin a new training, or one that starts from the model beside it: train PROJECT --from MODEL.</source>
        <translation>无法从 {path} 继续：它与旁边的配方不符。请开始新的训练，或从旁边的模型开始：train PROJECT --from MODEL。</translation>
    </message>
    <message>
        <source>Held-out Dice {plain:.3f}; {augmented:.3f} where every image is predicted in {views} positions and averaged. Predicting does so only if asked to (Prediction options, or --augment), and takes {views} times as long.</source>
        <translation>留出图像的 Dice 为 {plain:.3f}；若每张图像以 {views} 种方位预测再取平均，则为 {augmented:.3f}。只有在要求时（预测选项，或 --augment）预测才会这样做，耗时为 {views} 倍。</translation>
    </message>
    <message>
        <source>Training stopped at step {step}. {problem} {kept}.</source>
        <translation>训练在第 {step} 步停止。{problem} {kept}。</translation>
    </message>
    <message>
        <source>Cannot go on from {path}: it is damaged or no checkpoint ({detail}).</source>
        <translation>无法从 {path} 继续：该文件已损坏或不是检查点（{detail}）。</translation>
    </message>
    <message>
        <source>Cannot go on from {path}: it is no checkpoint.</source>
        <translation>无法从 {path} 继续：该文件不是检查点。</translation>
    </message>
    <message>
        <source>No training of {project} was stopped or killed.</source>
        <translation>{project} 没有被停止或中断的训练。</translation>
    </message>
    <message>
        <source>There is no run {name}; the runs are the folders in {runs}.</source>
        <translation>没有名为 {name} 的运行；各次运行是 {runs} 中的文件夹。</translation>
    </message>
    <message>
        <source>Cross-validation needs at least three labelled images that do not show the same; please label more, or train without it.</source>
        <translation>交叉验证至少需要三张内容不同的已标注图像；请再标注一些，或不用它直接训练。</translation>
    </message>
    <message>
        <source>Model {number} of {count}, scored on {names}.</source>
        <translation>第 {number} 个模型（共 {count} 个），用 {names} 评分。</translation>
    </message>
    <message>
        <source>Cross-validation found no score: no image shows any class.</source>
        <translation>交叉验证没有得到评分：没有图像包含任何类别。</translation>
    </message>
    <message>
        <source>Cross-validated: Dice {dice}, 95 %: {interval} over {images} {images:image|images}, each scored by one of {folds} models that never saw it. The first of these models is kept.</source>
        <translation>交叉验证结果：Dice {dice}，95 %：{interval}，共 {images} 张图像；每张都由 {folds} 个模型中从未见过它的一个评分。保留第一个模型。</translation>
    </message>
    <message>
        <source>Cannot start from {model}: it takes images of {takes} {takes:channel|channels}, and these have {has}.</source>
        <translation>无法从 {model} 开始：它需要 {takes} 个通道的图像，而这些图像有 {has} 个通道。</translation>
    </message>
    <message>
        <source>The scores will flatter: {model} has learnt from images that are held out now ({names}), and whatever starts from it knows them. Only a training that starts from nothing has honest scores on them.</source>
        <translation>得分会偏高：模型 {model} 已经学习过现在留作验证的图像（{names}），从该模型开始的任何训练都见过它们。只有从零开始的训练在这些图像上才有可信的得分。</translation>
    </message>
    <message>
        <source>Starts from {model}; new to it: {classes}.</source>
        <translation>从 {model} 开始；对它来说是新的类别：{classes}。</translation>
    </message>
    <message>
        <source>Starts from {model}.</source>
        <translation>从 {model} 开始。</translation>
    </message>
    <message>
        <source>The model learns on at a rate of {rate:.2g}, a third of the recipe&apos;s {usual:.2g}, so that it does not forget what it knows; set optimiser.learning_rate for another.</source>
        <translation>模型以 {rate:.2g} 的学习率继续学习，即配方中 {usual:.2g} 的三分之一，以免忘记已学的内容；要用别的学习率，请设置 optimiser.learning_rate。</translation>
    </message>
    <message>
        <source>On the same {count:held-out image|{count} held-out images} the model it started from has Dice {old:.3f}, the new one {new:.3f}: the new one takes its place as the project&apos;s best.</source>
        <translation>在相同的 {count} 张留出图像上，起始模型的 Dice 为 {old:.3f}，新模型为 {new:.3f}：新模型取代它成为项目的最佳模型。</translation>
    </message>
    <message>
        <source>On the same {count:held-out image|{count} held-out images} the model it started from has Dice {old:.3f}, the new one {new:.3f}: that is no better, so the old one stays the project&apos;s best. Both are kept.</source>
        <translation>在相同的 {count} 张留出图像上，起始模型的 Dice 为 {old:.3f}，新模型为 {new:.3f}：没有更好，因此旧模型仍是项目的最佳模型。两者都会保留。</translation>
    </message>
    <message>
        <source>Memory ran out, so the {batch} images of a step are computed in {parts} parts from now on. That is slower, and learns the same.</source>
        <translation>内存不足，因此从现在起每步的 {batch} 张图像分 {parts} 份计算。这样较慢，但学到的内容相同。</translation>
    </message>
    <message>
        <source>Memory ran out, so patches are {smaller} instead of {patch} pixels wide from now on. The network sees less of what is around a thing; the model may be a little worse.</source>
        <translation>内存不足，因此从现在起图块宽度为 {smaller} 像素，而不是 {patch} 像素。网络看到的周围内容变少，模型可能略差。</translation>
    </message>
    <message>
        <source>Memory ran out, so numbers of half the size are computed with.</source>
        <translation>内存不足，因此改用一半大小的数值进行计算。</translation>
    </message>
    <message>
        <source>The memory of {name} is too small for this network, so the CPU goes on, much more slowly. Close other programs that use the GPU, or choose a smaller network (network.widths).</source>
        <translation>{name} 的显存不足以训练此网络，因此改由 CPU 继续，速度会慢很多。请关闭其他占用 GPU 的程序，或选择更小的网络（network.widths）。</translation>
    </message>
    <message>
        <source>Another process that shares this training reads other images or labels than the first one, so all end before the first step of this start; that one says which.</source>
        <translation>共享这次训练的另一个进程读到的图像或标签与第一个不同，因此所有进程都在这次启动的第一步之前结束；那个进程会说明是哪些。</translation>
    </message>
    <message>
        <source>Process {number} of the {count} that share this training reads other images or labels than the first one, so all end before the first step of this start: {names}. They were changed while it began, or this computer has another copy of the project. Start it again.</source>
        <translation>共享这次训练的 {count} 个进程中的第 {number} 个读到的图像或标签与第一个不同，因此所有进程都在这次启动的第一步之前结束：{names}。它们在启动时被更改了，或者这台计算机上是项目的另一份副本。请重新开始。</translation>
    </message>
    <message>
        <source>Process {number} of the {count} that share this training cannot go on, so all end: {detail}. What was kept before is in the run folder; --resume goes on from it.</source>
        <translation>共同进行此次训练的 {count} 个进程中，第 {number} 个无法继续，因此全部结束：{detail}。之前保存的内容在运行文件夹中；可用 --resume 继续。</translation>
    </message>
    <message>
        <source>Process {number} of the {count} that share this training has lost another one, so all end; that one says why ({detail}). What was kept before is in the run folder; --resume goes on from it.</source>
        <translation>共同进行此次训练的 {count} 个进程中，第 {number} 个与另一进程失去联系，因此全部结束；原因由那个进程说明（{detail}）。之前保存的内容在运行文件夹中；可用 --resume 继续。</translation>
    </message>
    <message>
        <source>What computes has changed since, so the scores may differ a little: {changes}.</source>
        <translation>计算环境此后有变化，得分可能略有不同：{changes}。</translation>
    </message>
    <message>
        <source>This run cannot be made again, for its images or labels have changed since: {names}. Earlier versions of labels are kept: in the window, Edit, Earlier versions.</source>
        <translation>无法重做此训练，因为其图像或标注此后已改变：{names}。标注的早期版本都有保存：见窗口中的“编辑”、“早期版本”。</translation>
    </message>
    <message>
        <source>This run cannot be made again: the model that it started from, {path}, is gone. Put it there again.</source>
        <translation>无法重做此次训练：它所基于的模型 {path} 已不存在。请把它放回原处。</translation>
    </message>
    <message>
        <source>This run cannot be made again: the model that it started from, {path}, has other weights now; its training may have gone on.</source>
        <translation>无法重做此次训练：它所基于的模型 {path} 的权重已经改变，可能是那次训练后来又继续了。</translation>
    </message>
    <message>
        <source>Nobody can say how to make the run in {run} again, step for step: it was made by an older version, was killed, or had to change its recipe on the way because memory ran out.</source>
        <translation>无法逐步重做 {run} 中的训练：它由旧版本完成、被强行终止，或因内存不足在途中改变了配方。</translation>
    </message>
    <message>
        <source>The recipe {recipe} is made for {made} {made:class|classes}, the project has {count}; the recipe auto takes any number.</source>
        <translation>配方 {recipe} 针对 {made} 个类别，而项目有 {count} 个；配方 auto 适用于任意数目。</translation>
    </message>
    <message>
        <source>Memory ran out the last time such a network was trained on {name}, so this training uses less from the start: batches in {parts} {parts:part|parts}, patches of {patch} pixels, {precision}.</source>
        <translation>上次在 {name} 上训练这样的网络时内存不足，因此这次从一开始就少用内存：每批分 {parts} 份，图块 {patch} 像素，{precision}。</translation>
    </message>
    <message>
        <source>Validation looks at {count} of the {total} held-out {total:image|images}, for all of them would take too much of the time; evaluate looks at all.</source>
        <translation>验证只看 {total} 张留出图像中的 {count} 张，因为看全部会占用太多时间；evaluate 会看全部。</translation>
    </message>
</context>
<context>
    <name>undo</name>
    <message>
        <source>Draw shape</source>
        <translation>绘制形状</translation>
    </message>
    <message>
        <source>Delete {count:shape|{count} shapes}</source>
        <translation>{count:删除形状|删除 {count} 个形状}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Move vertex</source>
        <translation>移动顶点</translation>
    </message>
    <message>
        <source>Insert vertex</source>
        <translation>插入顶点</translation>
    </message>
    <message>
        <source>Delete vertex</source>
        <translation>删除顶点</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <source>Change image flags</source>
        <translation>修改图像标记</translation>
    </message>
    <message>
        <source>Change extent of labelling</source>
        <translation>更改标注范围</translation>
    </message>
    <message>
        <source>Add to shape</source>
        <translation>并入形状</translation>
    </message>
    <message>
        <source>Take from shape</source>
        <translation>从形状中减去</translation>
    </message>
    <message>
        <source>Draw region</source>
        <translation>绘制区域</translation>
    </message>
    <message>
        <source>Group shapes</source>
        <translation>编组</translation>
    </message>
    <message>
        <source>Ungroup shapes</source>
        <translation>取消编组</translation>
    </message>
    <message>
        <source>Change order</source>
        <translation>改变次序</translation>
    </message>
    <message>
        <source>Paste shapes</source>
        <translation>粘贴形状</translation>
    </message>
    <message>
        <source>Duplicate shapes</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Take over shapes</source>
        <translation>沿用形状</translation>
    </message>
    <message>
        <source>Cut shapes to the clipboard</source>
        <translation>剪切形状</translation>
    </message>
    <message>
        <source>Merge shapes</source>
        <translation>合并形状</translation>
    </message>
    <message>
        <source>Subtract shapes</source>
        <translation>减去形状</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>填充孔洞</translation>
    </message>
    <message>
        <source>Simplify</source>
        <translation>简化</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Turn into masks</source>
        <translation>转为掩膜</translation>
    </message>
    <message>
        <source>Turn into polygons</source>
        <translation>转为多边形</translation>
    </message>
    <message>
        <source>Change properties</source>
        <translation>修改属性</translation>
    </message>
    <message>
        <source>Cut shapes in two</source>
        <translation>切开形状</translation>
    </message>
    <message>
        <source>Change by another program</source>
        <translation>其他程序的更改</translation>
    </message>
    <message>
        <source>Bring back unsaved edits</source>
        <translation>恢复未保存的编辑</translation>
    </message>
    <message>
        <source>Restore the labels of {when}</source>
        <translation>恢复 {when} 的标注</translation>
    </message>
    <message>
        <source>Take predictions as drafts</source>
        <translation>把预测作为草稿</translation>
    </message>
    <message>
        <source>Accept {count:draft|{count} drafts}</source>
        <translation>{count:接受草稿|接受 {count} 个草稿}</translation>
    </message>
    <message>
        <source>Reject {count:draft|{count} drafts}</source>
        <translation>{count:拒绝草稿|拒绝 {count} 个草稿}</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>What was found in the data, why it matters, and what can be done</source>
        <translation>数据中发现了什么、为什么重要、可以怎么办</translation>
    </message>
    <message>
        <source>Checking the data: {done} of {total}</source>
        <translation>正在检查数据：{done} / {total}</translation>
    </message>
    <message>
        <source>The data are not checked yet</source>
        <translation>数据尚未检查</translation>
    </message>
    <message>
        <source>Data checked: nothing to complain of</source>
        <translation>数据已检查：没有发现问题</translation>
    </message>
    <message>
        <source>Data checked: {problems} {problems:problem|problems}, {n} {n:thing|things} to look at</source>
        <translation>数据已检查：{problems} 个问题，{n} 处需要查看</translation>
    </message>
    <message>
        <source>Data checked: {problems} {problems:problem|problems}</source>
        <translation>数据已检查：{problems} 个问题</translation>
    </message>
    <message>
        <source>Data checked: {n} {n:thing|things} to look at</source>
        <translation>数据已检查：{n} 处需要查看</translation>
    </message>
</context>
<context>
    <name>view</name>
    <message>
        <source>Plane of the stack</source>
        <translation>图像栈中的层</translation>
    </message>
    <message>
        <source>Opacity of the labels</source>
        <translation>标注的不透明度</translation>
    </message>
    <message>
        <source>Screen pixels per image pixel</source>
        <translation>每个图像像素对应的屏幕像素数</translation>
    </message>
    <message>
        <source>Zoom {percent} %</source>
        <translation>缩放 {percent} %</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>打开图像文件夹</translation>
    </message>
    <message>
        <source>Draw around things in a few of them, press Train, and get a segmentation of all the rest. Nothing you draw is ever lost: it is saved as you go, in labelme&apos;s format, and your images are never changed.</source>
        <translation>在其中几张上勾画目标，按“训练”，就能得到其余所有图像的分割。您画的内容不会丢失：随画随存，采用 labelme 格式；您的图像从不被改动。</translation>
    </message>
    <message>
        <source>With the {n} selected {n:image|images}</source>
        <translation>对选中的 {n} 张图像</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Open a folder of images, or a project</source>
        <translation>打开图像文件夹或项目</translation>
    </message>
    <message>
        <source>Write the masks into this folder</source>
        <translation>把掩膜写入此文件夹</translation>
    </message>
    <message>
        <source>Predict all images of this folder</source>
        <translation>预测此文件夹中的所有图像</translation>
    </message>
    <message>
        <source>Use a model file</source>
        <translation>使用模型文件</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>模型 (*.safetensors)</translation>
    </message>
    <message>
        <source>Save the model as</source>
        <translation>模型另存为</translation>
    </message>
    <message>
        <source>Delete all labels of {n} {n:image|images}?

What they were is kept as an earlier version{n:| of each image}.</source>
        <translation>删除 {n} 张图像的全部标注吗？

原有内容作为每张图像的早先版本保留。</translation>
    </message>
    <message>
        <source>Delete all labels of {name}?

What they were is kept as an earlier version.</source>
        <translation>删除 {name} 的全部标注吗？

原有内容作为早先版本保留。</translation>
    </message>
    <message>
        <source>Delete the labels</source>
        <translation>删除标注</translation>
    </message>
    <message>
        <source>{n} {n:path|paths} copied</source>
        <translation>已复制 {n} 条路径</translation>
    </message>
    <message>
        <source>Open recen&amp;t</source>
        <translation>打开最近(&amp;T)</translation>
    </message>
    <message>
        <source>Go on with “{name}”</source>
        <translation>继续“{name}”</translation>
    </message>
    <message>
        <source>Nothing was open yet</source>
        <translation>还没有打开过</translation>
    </message>
</context>
<context>
    <name>yolo</name>
    <message>
        <source>No image is held out, or all are: “train” and “val” of data.yaml are the same.</source>
        <translation>没有留出图像，或全部留出：data.yaml 中的“train”与“val”相同。</translation>
    </message>
    <message>
        <source>{count} {count:thing of several parts falls|things of several parts fall} apart into single outlines.</source>
        <translation>有 {count} 个由多部分组成的物体拆成了单独的轮廓。</translation>
    </message>
    <message>
        <source>The descriptions and flags of {count} {count:shape|shapes} stay behind.</source>
        <translation>有 {count} 个形状的说明和标记不能带走。</translation>
    </message>
    <message>
        <source>There is no {path}.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>{folder} holds no label file for any of the images.</source>
        <translation>{folder} 中没有任何图像的标注文件。</translation>
    </message>
    <message>
        <source>Cannot read {path}: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{count} {count:line|lines} cannot be understood and {count:is|are} left out: line {lines}</source>
        <translation>有 {count} 行无法读懂，已略去：第 {lines} 行</translation>
    </message>
    <message>
        <source>{path} does not name the classes.</source>
        <translation>{path} 没有列出类别名称。</translation>
    </message>
</context>
</TS>
