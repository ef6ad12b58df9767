"""What is learnt from: labelled images, split, cut, varied and put into batches."""
