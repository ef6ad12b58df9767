from labelme_process import labelme

__all__ = ["labelme"]
