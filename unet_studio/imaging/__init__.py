"""What pixels say: rasterise, vectorise, measure; numpy, Pillow, OpenCV, scikit-image."""
