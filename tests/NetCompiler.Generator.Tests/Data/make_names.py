"""Writes the lists names_*.csv: all tensors of checkpoints that nobody's list is at hand for, with their shapes.

The widths are those of the papers and of the authors' code, the names follow the patterns by which timm, Keras and the authors call their
layers. Nothing here is taken from the compiler's tables, which these lists are to test. Run it in this folder: python3 make_names.py
"""

import csv
import itertools


class PyTorch:
    """Tensors as PyTorch keeps them: output channels first."""

    def __init__(self):
        self.tensors = []

    def conv(self, name, entering, leaving, kernel, groups=1, norm=None, bias=False):
        self.tensors.append((f"{name}.weight", f"{leaving}x{entering // groups}x{kernel}x{kernel}", "weight"))
        if bias:
            self.tensors.append((f"{name}.bias", f"{leaving}", "bias"))
        if norm:
            for suffix, role in (("weight", "bn_gamma"), ("bias", "bn_beta"), ("running_mean", "bn_mean"), ("running_var", "bn_variance")):
                self.tensors.append((f"{norm}.{suffix}", f"{leaving}", role))
            self.tensors.append((f"{norm}.num_batches_tracked", "scalar", "counter"))

    def depthwise(self, name, channels, kernel, norm=None):
        self.conv(name, channels, channels, kernel, channels, norm)

    def dense(self, name, entering, leaving, bias=True):
        self.tensors.append((f"{name}.weight", f"{leaving}x{entering}", "weight"))
        if bias:
            self.tensors.append((f"{name}.bias", f"{leaving}", "bias"))


class Keras:
    """Tensors as Keras keeps them: output channels last, a depthwise kernel under a name of its own."""

    def __init__(self):
        self.tensors = []

    def conv(self, name, entering, leaving, kernel, norm=None, bias=False):
        self.kernel(f"{name}/kernel", f"{kernel}x{kernel}x{entering}x{leaving}", name, leaving, norm, bias)

    def depthwise(self, name, channels, kernel, norm=None):
        self.kernel(f"{name}/depthwise_kernel", f"{kernel}x{kernel}x{channels}x1", name, channels, norm, False)

    def dense(self, name, entering, leaving):
        self.kernel(f"{name}/kernel", f"{entering}x{leaving}", name, leaving, None, True)

    def kernel(self, tensor, shape, name, leaving, norm, bias):
        self.tensors.append((tensor, shape, "weight"))
        if bias:
            self.tensors.append((f"{name}/bias", f"{leaving}", "bias"))
        if norm:
            for suffix, role in (("gamma", "bn_gamma"), ("beta", "bn_beta"), ("moving_mean", "bn_mean"), ("moving_variance", "bn_variance")):
                self.tensors.append((f"{norm}/{suffix}", f"{leaving}", role))


def write(name, tensors):
    with open(f"names_{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("tensor", "shape", "role"))
        writer.writerows(tensors)


def divisible(value, divisor=8):
    """The nearest multiple, not below 90 % of the value."""
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded


# MobileNet V3: kernel, expansion width, output, squeeze-and-excitation.
V3_LARGE = [
    (3, 16, 16, 0), (3, 64, 24, 0), (3, 72, 24, 0), (5, 72, 40, 1), (5, 120, 40, 1), (5, 120, 40, 1), (3, 240, 80, 0), (3, 200, 80, 0),
    (3, 184, 80, 0), (3, 184, 80, 0), (3, 480, 112, 1), (3, 672, 112, 1), (5, 672, 160, 1), (5, 960, 160, 1), (5, 960, 160, 1)]
V3_SMALL = [
    (3, 16, 16, 1), (3, 72, 24, 0), (3, 88, 24, 0), (5, 96, 40, 1), (5, 240, 40, 1), (5, 240, 40, 1), (5, 120, 48, 1), (5, 144, 48, 1),
    (5, 288, 96, 1), (5, 576, 96, 1), (5, 576, 96, 1)]


def timm_block(net, prefix, kernel, entering, wide, leaving, squeezed):
    """An inverted residual; a block that does not widen is a depthwise convolution and conv_pw."""
    norms = iter(("bn1", "bn2", "bn3"))
    if wide != entering:
        net.conv(f"{prefix}.conv_pw", entering, wide, 1, norm=f"{prefix}.{next(norms)}")
    net.depthwise(f"{prefix}.conv_dw", wide, kernel, f"{prefix}.{next(norms)}")
    if squeezed:
        net.conv(f"{prefix}.se.conv_reduce", wide, squeezed, 1, bias=True)
        net.conv(f"{prefix}.se.conv_expand", squeezed, wide, 1, bias=True)
    net.conv(f"{prefix}.{'conv_pwl' if wide != entering else 'conv_pw'}", wide, leaving, 1, norm=f"{prefix}.{next(norms)}")


def timm_v3(rows, hidden):
    net = PyTorch()
    net.conv("conv_stem", 3, 16, 3, norm="bn1")
    entering, stage = 16, 0
    for leaving, stage_rows in itertools.groupby(rows, lambda row: row[2]):
        for place, (kernel, wide, _, squeezes) in enumerate(stage_rows):
            timm_block(net, f"blocks.{stage}.{place}", kernel, entering, wide, leaving, divisible(wide / 4) if squeezes else 0)
            entering = leaving
        stage += 1
    net.conv(f"blocks.{stage}.0.conv", entering, 6 * entering, 1, norm=f"blocks.{stage}.0.bn1")
    net.conv("conv_head", 6 * entering, hidden, 1, bias=True)
    net.dense("classifier", hidden, 1000)
    return net.tensors


def keras_v3(rows, hidden):
    net = Keras()
    net.conv("conv", 3, 16, 3, "conv_bn")
    entering = 16
    for index, (kernel, wide, leaving, squeezes) in enumerate(rows):
        prefix = f"expanded_conv_{index}" if index else "expanded_conv"
        if index:
            net.conv(f"{prefix}_expand", entering, wide, 1, f"{prefix}_expand_bn")
        net.depthwise(f"{prefix}_depthwise", wide, kernel, f"{prefix}_depthwise_bn")
        if squeezes:
            net.conv(f"{prefix}_squeeze_excite_conv", wide, divisible(wide / 4), 1, bias=True)
            net.conv(f"{prefix}_squeeze_excite_conv_1", divisible(wide / 4), wide, 1, bias=True)
        net.conv(f"{prefix}_project", wide, leaving, 1, f"{prefix}_project_bn")
        entering = leaving
    net.conv("conv_1", entering, 6 * entering, 1, "conv_1_bn")
    net.conv("conv_2", 6 * entering, hidden, 1, bias=True)
    net.conv("logits", hidden, 1000, 1, bias=True)
    return net.tensors


def timm_stages(stem, stages):
    """Stages of repeats, kernel, expansion, output, and whether a quarter of what enters a block is squeezed to."""
    net = PyTorch()
    net.conv("conv_stem", 3, stem, 3, norm="bn1")
    entering = stem
    for stage, (repeats, kernel, expansion, leaving, squeezes) in enumerate(stages):
        for repeat in range(repeats):
            timm_block(net, f"blocks.{stage}.{repeat}", kernel, entering, expansion * entering, leaving, entering // 4 if squeezes else 0)
            entering = leaving
    net.conv("conv_head", entering, 1280, 1, norm="bn2")
    net.dense("classifier", 1280, 1000)
    return net.tensors


EFFICIENTNET_B0 = [(1, 3, 1, 16, 1), (2, 3, 6, 24, 1), (2, 5, 6, 40, 1), (3, 3, 6, 80, 1), (3, 5, 6, 112, 1), (4, 5, 6, 192, 1), (1, 3, 6, 320, 1)]
MNASNET_B1 = [(1, 3, 1, 16, 0), (3, 3, 3, 24, 0), (3, 5, 3, 40, 0), (3, 5, 6, 80, 0), (2, 3, 6, 96, 0), (4, 5, 6, 192, 0), (1, 3, 6, 320, 0)]
MNASNET_SMALL = [(1, 3, 1, 8, 0), (1, 3, 3, 16, 0), (2, 3, 6, 16, 0), (4, 5, 6, 32, 1), (3, 3, 6, 32, 1), (3, 5, 6, 88, 1), (1, 3, 6, 144, 0)]

# ProxylessNAS: expansion.kernel of each block of the seven stages, Z for one that is left out but counted.
MOBILE_BLOCKS = ["1.3", "3.5 3.3 Z Z", "3.7 3.3 3.5 3.5", "6.7 3.5 3.5 3.5", "6.5 3.5 3.5 3.5", "6.7 6.7 3.7 3.7", "6.7"]
PROXYLESS = {
    "mobile": (32, [16, 32, 40, 80, 96, 192, 320], 1280, MOBILE_BLOCKS),
    "mobile14": (48, [24, 40, 56, 112, 136, 256, 448], 1792, MOBILE_BLOCKS),
    "gpu": (40, [24, 32, 56, 112, 128, 256, 432], 1728, ["1.3", "3.5 Z Z Z", "3.7 Z Z 3.3", "6.7 Z Z 3.5", "6.5 Z 3.3 3.5", "6.7 6.7 6.7 6.5", "6.7"]),
    "cpu": (40, [24, 32, 48, 88, 104, 216, 360], 1432, ["1.3", "6.3 3.3 3.3 3.3", "6.3 3.3 3.3 3.5", "6.3 Z Z 3.3", "6.5 3.3 3.3 3.3", "6.5 3.5 3.5 3.3", "6.5"]),
}


def proxyless(stem, widths, head, stages):
    net = PyTorch()
    net.conv("first_conv.conv", 3, stem, 3, norm="first_conv.bn")
    entering = stem
    blocks = [(leaving, block) for leaving, stage in zip(widths, stages) for block in stage.split()]
    for index, (leaving, block) in enumerate(blocks):
        if block == "Z":
            continue
        expansion, kernel = map(int, block.split("."))
        prefix = f"blocks.{index}.mobile_inverted_conv"
        wide = expansion * entering
        if expansion > 1:
            net.conv(f"{prefix}.inverted_bottleneck.conv", entering, wide, 1, norm=f"{prefix}.inverted_bottleneck.bn")
        net.depthwise(f"{prefix}.depth_conv.conv", wide, kernel, f"{prefix}.depth_conv.bn")
        net.conv(f"{prefix}.point_linear.conv", wide, leaving, 1, norm=f"{prefix}.point_linear.bn")
        entering = leaving
    net.conv("feature_mix_layer.conv", entering, head, 1, norm="feature_mix_layer.bn")
    net.dense("classifier.linear", head, 1000)
    return net.tensors


SHUFFLENET_UNITS = (4, 8, 4)


def shufflenet_v1(groups, stem, stage2):
    net = PyTorch()
    net.conv("first_conv.0", 3, stem, 3, norm="first_conv.1")
    entering, index = stem, 0
    for stage, repeats in enumerate(SHUFFLENET_UNITS):
        leaving = stage2 << stage
        for repeat in range(repeats):
            main = f"features.{index}.branch_main_"
            narrow = leaving // 4
            net.conv(f"{main}1.0", entering, narrow, 1, groups if index else 1, f"{main}1.1")
            net.depthwise(f"{main}1.3", narrow, 3, f"{main}1.4")
            net.conv(f"{main}2.0", narrow, leaving if repeat else leaving - entering, 1, groups, f"{main}2.1")
            entering = leaving
            index += 1
    net.dense("classifier.0", entering, 1000, bias=False)
    return net.tensors


def shufflenet_v2(stage2, head):
    net = PyTorch()
    net.conv("first_conv.0", 3, 24, 3, norm="first_conv.1")
    entering, index = 24, 0
    for stage, repeats in enumerate(SHUFFLENET_UNITS):
        leaving = stage2 << stage
        for repeat in range(repeats):
            prefix = f"features.{index}.branch_"
            narrow = leaving // 2
            reads = narrow if repeat else entering
            if not repeat:
                net.depthwise(f"{prefix}proj.0", entering, 3, f"{prefix}proj.1")
                net.conv(f"{prefix}proj.2", entering, entering, 1, norm=f"{prefix}proj.3")
            net.conv(f"{prefix}main.0", reads, narrow, 1, norm=f"{prefix}main.1")
            net.depthwise(f"{prefix}main.3", narrow, 3, f"{prefix}main.4")
            net.conv(f"{prefix}main.5", narrow, narrow if repeat else leaving - entering, 1, norm=f"{prefix}main.6")
            entering = leaving
            index += 1
    net.conv("conv_last.0", entering, head, 1, norm="conv_last.1")
    net.dense("classifier.0", head, 1000, bias=False)
    return net.tensors


def alexnet_caffe():
    net = PyTorch()
    for number, (entering, leaving, kernel, groups) in enumerate([(3, 96, 11, 1), (96, 256, 5, 2), (256, 384, 3, 1), (384, 384, 3, 2), (384, 256, 3, 2)], 1):
        net.conv(f"conv{number}", entering, leaving, kernel, groups, bias=True)
    for number, (entering, leaving) in enumerate([(256 * 6 * 6, 4096), (4096, 4096), (4096, 1000)], 6):
        net.dense(f"fc{number}", entering, leaving)
    return net.tensors


def xception_timm():
    """A module's parts are counted in one sequence: ReLU (not in the first module), separable convolution, norm, and again."""
    net = PyTorch()

    def separable(name, entering, leaving, norm):
        net.depthwise(f"{name}.conv1", entering, 3)
        net.conv(f"{name}.pointwise", entering, leaving, 1, norm=norm)

    net.conv("conv1", 3, 32, 3, norm="bn1")
    net.conv("conv2", 32, 64, 3, norm="bn2")
    modules = [[64, 128, 128], [128, 256, 256], [256, 728, 728]] + [[728] * 4] * 8 + [[728, 728, 1024]]
    for number, widths in enumerate(modules, 1):
        place = 0 if number == 1 else 1
        for entering, leaving in zip(widths, widths[1:]):
            separable(f"block{number}.rep.{place}", entering, leaving, f"block{number}.rep.{place + 1}")
            place += 3
        if widths[0] != widths[-1]:
            net.conv(f"block{number}.skip", widths[0], widths[-1], 1, norm=f"block{number}.skipbn")
    separable("conv3", 1024, 1536, "bn3")
    separable("conv4", 1536, 2048, "bn4")
    net.dense("fc", 2048, 1000)
    return net.tensors


VGG16 = [(1, [64, 64]), (2, [128, 128]), (3, [256] * 3), (4, [512] * 3), (5, [512] * 3)]


def vgg16_keras():
    net = Keras()
    entering = 3
    for block, widths in VGG16:
        for number, leaving in enumerate(widths, 1):
            net.conv(f"block{block}_conv{number}", entering, leaving, 3, bias=True)
            entering = leaving
    net.dense("fc1", 512 * 7 * 7, 4096)
    net.dense("fc2", 4096, 4096)
    net.dense("predictions", 4096, 1000)
    return net.tensors


def vgg16_timm():
    """Convolutions, ReLUs and pools are counted in one sequence; the first dense layer is a 7×7 convolution."""
    net = PyTorch()
    entering, place = 3, 0
    for _, widths in VGG16:
        for leaving in widths:
            net.conv(f"features.{place}", entering, leaving, 3, bias=True)
            entering = leaving
            place += 2
        place += 1
    net.conv("pre_logits.fc1", 512, 4096, 7, bias=True)
    net.conv("pre_logits.fc2", 4096, 4096, 1, bias=True)
    net.dense("head.fc", 4096, 1000)
    return net.tensors


def resnet50_keras():
    """Number 0 of a block is its shortcut; the convolutions have biases before their norms."""
    net = Keras()

    def conv(name, entering, leaving, kernel):
        net.conv(f"{name}_conv", entering, leaving, kernel, f"{name}_bn", bias=True)

    conv("conv1", 3, 64, 7)
    entering = 64
    for stage, (width, blocks) in enumerate(zip((64, 128, 256, 512), (3, 4, 6, 3)), 2):
        for block in range(1, blocks + 1):
            prefix = f"conv{stage}_block{block}"
            if block == 1:
                conv(f"{prefix}_0", entering, 4 * width, 1)
            conv(f"{prefix}_1", entering, width, 1)
            conv(f"{prefix}_2", width, width, 3)
            conv(f"{prefix}_3", width, 4 * width, 1)
            entering = 4 * width
    net.dense("predictions", entering, 1000)
    return net.tensors


write("timm_mobilenetv3_large_100", timm_v3(V3_LARGE, 1280))
write("timm_mobilenetv3_small_100", timm_v3(V3_SMALL, 1024))
write("keras_mobilenet_v3_large", keras_v3(V3_LARGE, 1280))
write("keras_mobilenet_v3_small", keras_v3(V3_SMALL, 1024))
write("timm_efficientnet_b0", timm_stages(32, EFFICIENTNET_B0))
write("timm_mnasnet_100", timm_stages(32, MNASNET_B1))
write("timm_mnasnet_small", timm_stages(8, MNASNET_SMALL))
for variant, layout in PROXYLESS.items():
    write(f"authors_proxyless_{variant}", proxyless(*layout))
write("authors_shufflenet_v1_g3_1.0", shufflenet_v1(3, 24, 240))
write("authors_shufflenet_v1_g8_0.5", shufflenet_v1(8, 16, 192))
write("authors_shufflenet_v2_0.5", shufflenet_v2(48, 1024))
write("authors_shufflenet_v2_1.0", shufflenet_v2(116, 1024))
write("authors_shufflenet_v2_2.0", shufflenet_v2(244, 2048))
write("caffe_alexnet", alexnet_caffe())
write("timm_legacy_xception", xception_timm())
write("keras_resnet50", resnet50_keras())
write("keras_vgg16", vgg16_keras())
write("timm_vgg16", vgg16_timm())
