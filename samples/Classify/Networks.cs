namespace NetCompiler.Samples.Classify;

/// <summary>Reads one digit in a picture: printed, handwritten or seven-segment. Its weights are part of the sample.</summary>
[MobileNetV2(Alpha = 0.5, Resolution = 64, Classes = 10)]
[Preprocessing(CropFraction = 1)]
public partial class DigitReader;

/// <summary>MobileNet V2 for ImageNet's 1000 classes, as torchvision and timm train it.</summary>
[MobileNetV2]
public partial class ImageNetV2;

/// <summary>MobileNet V1 for ImageNet's 1000 classes, padded as PyTorch does it: timm's checkpoints.</summary>
[MobileNetV1(Form = Form.Torchvision)]
public partial class ImageNetV1;

/// <summary>MobileNet V1 for ImageNet's 1000 classes and a background, padded as TensorFlow does it: its authors' checkpoints.</summary>
[MobileNetV1(Form = Form.TensorFlow, Classes = 1001)]
public partial class ImageNetV1TensorFlow;
