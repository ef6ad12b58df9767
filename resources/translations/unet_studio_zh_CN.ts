<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>classes</name>
    <message>
        <source>A project holds at most 254 classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name {name} is reserved; please choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a class {name} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{colour} is no colour; it should look like #e69f00.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>command line</name>
    <message>
        <source>The project {project} has no model yet. Train one: unet-studio train {project}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
