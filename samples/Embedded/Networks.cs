namespace NetCompiler.Samples.Embedded;

/// <summary>Reads one digit in a picture, as in the sample that classifies pictures, which packs its weights.</summary>
[MobileNetV2(Alpha = 0.5, Resolution = 64, Classes = 10)]
[Preprocessing(CropFraction = 1)]
public partial class DigitReader;

/// <summary>MobileNet V2 for ImageNet's 1000 classes, as torchvision and timm train it.</summary>
[MobileNetV2]
public partial class ImageNetV2;
