"""Labels from and for other programs: COCO, YOLO, masks, labelme."""
