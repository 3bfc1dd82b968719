namespace NetCompiler.Samples.Backbone;

/// <summary>The feature maps of the reader of digits. Its weights are part of the sample: those of the whole network, whose classifier is passed over.</summary>
[MobileNetV2(Alpha = 0.5, Resolution = 64, Classes = 10, IncludeTop = false)]
[Preprocessing(CropFraction = 1)]
[Tap("Stride2", Stride = 2)]
[Tap("Stride4", Stride = 4)]
[Tap("Stride8", Stride = 8)]
[Tap("Stride16", Stride = 16)]
[Tap("Stride32", Row = "Block17")]
public partial class DigitBackbone;

/// <summary>The feature maps of a MobileNet V2 for ImageNet, as torchvision and timm train it. The last block's are taken before the head widens them to 1280 channels.</summary>
[MobileNetV2(IncludeTop = false)]
[Tap("Stride2", Stride = 2)]
[Tap("Stride4", Stride = 4)]
[Tap("Stride8", Stride = 8)]
[Tap("Stride16", Stride = 16)]
[Tap("Stride32", Row = "Block17")]
public partial class ImageNetBackbone;
