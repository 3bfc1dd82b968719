"""Makes the safetensors files beside it: what PyTorch gives in float64 for networks of the zoo that no public checkpoint here covers.

Run with Debian's python3-torchvision (0.14): /usr/bin/python3 make_goldens.py [NAME ...]

Every network is written down from its paper and release and not from the zoo's table; only the names of tensors are the table's, since weights and
input follow the formula of ../formula/README.md over them. Each file has one tensor, `output`, and as metadata the zoo's name and settings, the dialect
of the names, the epsilon of the batch norms and the number of trainable parameters.
"""
import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F
import torchvision

HERE = os.path.dirname(os.path.abspath(__file__))
CLASSES = 20


def uniform(name, count):
    """Elements of a tensor in [0, 1), by the formula."""
    h = 0xCBF29CE484222325
    for byte in name.encode():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    z = np.arange(1, count + 1, dtype=np.uint64)
    z *= np.uint64(0x9E3779B97F4A7C15)
    z += np.uint64(h)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float64) / 2.0 ** 24


def formula(name, shape):
    u = uniform(name, int(np.prod(shape)))
    if name.endswith(".weight") and len(shape) > 1:
        values = (2 * u - 1) * np.sqrt(6.0 / np.prod(shape[1:]))
    elif name.endswith((".weight", ".running_var")):
        values = 0.5 + u
    else:
        values = 0.2 * u - 0.1
    return torch.from_numpy(values.astype(np.float32).astype(np.float64).reshape(shape))


class Peer:
    """The layers of a network over tensors by formula, counting trainable parameters as it goes."""

    def __init__(self, epsilon=1e-5, same=False):
        self.epsilon, self.same, self.parameters = epsilon, same, 0

    def tensor(self, name, *shape):
        if not name.endswith((".running_mean", ".running_var")):
            self.parameters += int(np.prod(shape))
        return formula(name, shape)

    def conv(self, x, name, c, k=1, s=1, g=1, pad=None, bias=False, dilation=1):
        """Padding: TensorFlow's SAME, or k // 2 on both sides, or as many as told."""
        weight = self.tensor(name + ".weight", c, x.shape[1] // g, k, k)
        b = self.tensor(name + ".bias", c) if bias else None
        span = (k - 1) * dilation
        if pad is not None:
            sides = (pad,) * 4
        elif self.same:
            totals = [max((-(-n // s) - 1) * s + span + 1 - n, 0) for n in (x.shape[3], x.shape[2])]
            sides = tuple(side for total in totals for side in (total // 2, total - total // 2))
        else:
            sides = (span // 2,) * 4
        return F.conv2d(F.pad(x, sides), weight, b, s, 0, dilation, g)

    def depthwise(self, x, name, k, s=1):
        return self.conv(x, name, x.shape[1], k, s, x.shape[1])

    def norm(self, x, name):
        c = x.shape[1]
        gamma, beta, mean, variance = (self.tensor(f"{name}.{part}", c) for part in ("weight", "bias", "running_mean", "running_var"))
        return F.batch_norm(x, mean, variance, gamma, beta, False, 0, self.epsilon)

    def linear(self, x, name, c, bias=True):
        x = x.flatten(1)
        weight = self.tensor(name + ".weight", c, x.shape[1])
        return F.linear(x, weight, self.tensor(name + ".bias", c) if bias else None)

    def squeeze_excite(self, x, reduce, excite, hidden, inner, gate):
        s = inner(self.conv(x.mean((2, 3), keepdim=True), reduce, hidden, bias=True))
        return x * gate(self.conv(s, excite, x.shape[1], bias=True))


def pool(x, ceil=True):
    return F.max_pool2d(x, 3, 2, ceil_mode=ceil)


def mean(x):
    return x.mean((2, 3))


def divisible(width):
    rounded = max(8, int(width + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * width else rounded


def shares(channels, parts):
    """Equal parts, the remainder with the first."""
    return [channels - channels // parts * (parts - 1)] + [channels // parts] * (parts - 1)


def torchvisions(model, x, n):
    """One of torchvision's own networks, or an edited one."""
    model = model.double().eval()
    n.parameters = sum(parameter.numel() for parameter in model.parameters())
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                tensor.copy_(formula(name, tuple(tensor.shape)))
        return model(x)


def densenet121(n, x):
    return torchvisions(torchvision.models.densenet121(num_classes=CLASSES), x, n)


def vgg16_bn(n, x):
    return torchvisions(torchvision.models.vgg16_bn(num_classes=CLASSES), x, n)


def resnet50_v1(n, x):
    """The paper's: a stage's stride is in the first 1x1 convolution."""
    model = torchvision.models.resnet50(num_classes=CLASSES)
    for layer in (model.layer2, model.layer3, model.layer4):
        layer[0].conv1.stride, layer[0].conv2.stride = (2, 2), (1, 1)
    return torchvisions(model, x, n)


def shufflenet_v1(n, x, g, width, stem, megvii=False):
    """Table 1 and Figure 2; the release reshapes the other way round, after the depthwise convolution."""

    def shuffle(x, rows):
        b, c, h, w = x.shape
        return x.reshape(b, rows, c // rows, h, w).transpose(1, 2).reshape(b, c, h, w)

    x = F.max_pool2d(F.relu(n.norm(n.conv(x, "first_conv.0", stem, 3, 2), "first_conv.1")), 3, 2, 1)
    for i in range(16):
        stage = 0 if i < 4 else 1 if i < 12 else 2
        c, s, unit = width << stage, 2 if i in (0, 4, 12) else 1, f"features.{i}.branch_main_"
        y = F.relu(n.norm(n.conv(x, unit + "1.0", c // 4, g=1 if i == 0 else g), unit + "1.1"))
        if g > 1 and not megvii:
            y = shuffle(y, g)
        y = n.norm(n.depthwise(y, unit + "1.3", 3, s), unit + "1.4")
        if g > 1 and megvii:
            y = shuffle(y, c // 4 // g)
        y = n.norm(n.conv(y, unit + "2.0", c - x.shape[1] if s == 2 else c, g=g), unit + "2.1")
        x = F.relu(torch.cat([F.avg_pool2d(x, 3, 2, 1), y], 1) if s == 2 else x + y)
    return n.linear(mean(x), "classifier.0", CLASSES, bias=not megvii)


def shufflenet_v2_megvii(n, x, width, head=1024):
    """The release: a stride-1 unit passes on the even channels and works on the odd ones."""
    x = F.max_pool2d(F.relu(n.norm(n.conv(x, "first_conv.0", 24, 3, 2), "first_conv.1")), 3, 2, 1)
    for i in range(16):
        c, begins = width << (0 if i < 4 else 1 if i < 12 else 2), i in (0, 4, 12)
        main, proj = f"features.{i}.branch_main.", f"features.{i}.branch_proj."
        left, right = (x, x) if begins else (x[:, 0::2], x[:, 1::2])
        if begins:
            left = n.norm(n.depthwise(left, proj + "0", 3, 2), proj + "1")
            left = F.relu(n.norm(n.conv(left, proj + "2", x.shape[1]), proj + "3"))
        right = F.relu(n.norm(n.conv(right, main + "0", c // 2), main + "1"))
        right = n.norm(n.depthwise(right, main + "3", 3, 2 if begins else 1), main + "4")
        right = F.relu(n.norm(n.conv(right, main + "5", c - left.shape[1]), main + "6"))
        x = torch.cat([left, right], 1)
    x = F.relu(n.norm(n.conv(x, "conv_last.0", head), "conv_last.1"))
    return n.linear(mean(x), "classifier.0", CLASSES, bias=False)


def shufflenet_v2_excited(n, x, width, head):
    """Figure 3 with equal branches, and squeeze-and-excitation of the joined unit through half of its channels."""

    def layer(x, name, c, k=1, s=1, act=True):
        y = n.conv(x, name, c, k, s) if k == 1 or name == "Stem" else n.depthwise(x, name, k, s)
        y = n.norm(y, name + ".norm")
        return F.relu(y) if act else y

    x = F.max_pool2d(layer(x, "Stem", 24, 3, 2), 3, 2, 1)
    for i in range(16):
        c, begins, block = width << (0 if i < 4 else 1 if i < 12 else 2), i in (0, 4, 12), f"Block{i + 1}."
        left, y = (x, x) if begins else x.chunk(2, 1)
        if begins:
            left = layer(layer(left, block + "Left.Depthwise", None, 3, 2, False), block + "Left.Pointwise", c // 2)
        y = layer(y, block + "Right.Reduce", c // 2)
        y = layer(y, block + "Right.Depthwise", None, 3, 2 if begins else 1, False)
        x = torch.cat([left, layer(y, block + "Right.Expand", c // 2)], 1)
        x = n.squeeze_excite(x, block + "Reduce", block + "Excite", c // 2, F.relu, torch.sigmoid)
        b, _, h, w = x.shape
        x = x.reshape(b, 2, c // 2, h, w).transpose(1, 2).reshape(b, c, h, w)
    return n.linear(mean(layer(x, "Head", head)), "Classifier", CLASSES)


def shufflenet_v2_residual(n, x):
    """torchvision's, where a stride-1 unit adds the right branch's input to its output and has the last ReLU after that."""
    model = torchvision.models.shufflenet_v2_x1_0(num_classes=CLASSES)
    for stage in (model.stage2, model.stage3, model.stage4):
        for unit in list(stage)[1:]:
            unit.branch2 = Residual(*list(unit.branch2)[:-1])
    return torchvisions(model, x, n)


class Residual(torch.nn.Sequential):
    def forward(self, x):
        return F.relu(x + super().forward(x))


def shufflenet_v2_deep(n, x, stems, widths, repeats, excite):
    """The appendix' networks of 50 and 164 layers; the latter has squeeze-and-excitation of the right branch before the residual's addition."""

    def layer(x, name, c, k=1, s=1, act=True):
        y = n.norm(n.conv(x, name, c, k, s) if "Depthwise" not in name else n.depthwise(x, name, k, s), name + ".norm")
        return F.relu(y) if act else y

    for i, c in enumerate(stems):
        x = layer(x, f"Stem{i + 1 if i else ''}", c, 3, 1 if i else 2)
    x, number = F.max_pool2d(x, 3, 2, 1), 0
    for stage, (c, repeat) in enumerate(zip(widths, repeats)):
        for i in range(repeat):
            number, s = number + 1, 2 if stage > 0 and i == 0 else 1
            block, begins = f"Block{number}.", i == 0
            left, right = (x, x) if begins else x.chunk(2, 1)
            if begins:
                left = layer(layer(left, block + "Left.Depthwise", None, 3, s, False), block + "Left.Pointwise", c // 2)
            y = layer(layer(right, block + "Right.Reduce", c // 2), block + "Right.Depthwise", None, 3, s, False)
            adds = excite and not begins
            y = layer(y, block + "Right.Expand", c // 2, act=not adds)
            if excite:
                y = n.squeeze_excite(y, block + "Right.Narrow", block + "Right.Excite", c // 4, F.relu, torch.sigmoid)
            x = torch.cat([left, F.relu(right + y) if adds else y], 1)
            b, _, h, w = x.shape
            x = x.reshape(b, 2, c // 2, h, w).transpose(1, 2).reshape(b, c, h, w)
    return n.linear(mean(layer(x, "Head", 2048)), "Classifier", CLASSES)


def shufflenet_v2_large(n, x):
    """The release's: grouped 3x3 convolutions, squeeze-and-excitation as wide as the branch, a 1x1 convolution after every unit that drops rows."""

    def layer(x, name, c, k=1, s=1, g=1, act=True):
        y = n.norm(n.conv(x, name, c, k, s, g), name + ".norm")
        return F.relu(y) if act else y

    x = layer(layer(layer(x, "Stem", 64, 3, 2), "Stem2", 64, 3), "Stem3", 128, 3)
    x, number = F.max_pool2d(x, 3, 2, 1), 0
    for stage, (half, repeat) in enumerate([(128, 10), (256, 10), (512, 23), (1024, 10)]):
        for i in range(repeat):
            number, s = number + 1, 2 if stage > 0 and i == 0 else 1
            block, left, right = f"Block{number}.", x[:, 0::2], x[:, 1::2]
            y = layer(layer(right, block + "Right.Reduce", half), block + "Right.Grouped", half, 3, s, 8)
            y = layer(y, block + "Right.Expand", half, act=False)
            y = n.squeeze_excite(y, block + "Right.Narrow", block + "Right.Excite", half, F.relu, torch.sigmoid)
            left, y = (layer(left, block + "Left.Project", half, 3, s, act=False), y) if i == 0 else (left, right + y)
            x = F.relu(torch.cat([left, y], 1))
            if s == 2:
                x = layer(x, block + "Down", 2 * half)
    return n.linear(mean(layer(x, "Head", 1280, 3)), "Classifier", CLASSES)


def timm_blocks(n, x, stem, rows, head, expand_by_one=False):
    """MixNet, MnasNet and FBNet. Rows: stage, repeats, kernels, expansion's and projection's groups, stride, e, c, SE, activation, and whether a skip."""

    def pointwise(x, name, c, groups):
        if groups == 1:
            return n.conv(x, name, c)
        inside, outside = x.split(shares(x.shape[1], groups), 1), shares(c, groups)
        return torch.cat([n.conv(inside[i], f"{name}.{i}", outside[i]) for i in range(groups)], 1)

    def mixed(x, name, kernels, s):
        if len(kernels) == 1:
            return n.depthwise(x, name, kernels[0], s)
        inside = x.split(shares(x.shape[1], len(kernels)), 1)
        return torch.cat([n.depthwise(inside[i], f"{name}.{i}", k, s) for i, k in enumerate(kernels)], 1)

    x, counts = F.relu(n.norm(n.conv(x, "conv_stem", stem, 3, 2), "bn1")), {}
    for stage, repeats, kernels, a, p, stride, e, c, ratio, act, skips in rows:
        for repeat in range(repeats):
            number = counts[stage] = counts.get(stage, -1) + 1
            name, s, y = f"blocks.{stage}.{number}.", stride if repeat == 0 else 1, x
            expands = e != 1 or expand_by_one
            norms = iter(("bn1", "bn2", "bn3"))
            if expands:
                y = act(n.norm(pointwise(y, name + "conv_pw", x.shape[1] * e, a), name + next(norms)))
            y = act(n.norm(mixed(y, name + "conv_dw", kernels, s), name + next(norms)))
            if ratio:
                hidden = max(1, int(x.shape[1] * ratio))
                y = n.squeeze_excite(y, name + "se.conv_reduce", name + "se.conv_expand", hidden, act, torch.sigmoid)
            y = n.norm(pointwise(y, name + ("conv_pwl" if expands else "conv_pw"), c, p), name + next(norms))
            x = x + y if skips and s == 1 and x.shape[1] == c else y
    return n.linear(mean(F.relu(n.norm(n.conv(x, "conv_head", head), "bn2"))), "classifier", CLASSES)


def mixnet_s(n, x):
    r, w = F.relu, F.silu
    return timm_blocks(n, x, 16, [
        (0, 1, (3,), 1, 1, 1, 1, 16, 0, r, True),
        (1, 1, (3,), 2, 2, 2, 6, 24, 0, r, True),
        (1, 1, (3,), 2, 2, 1, 3, 24, 0, r, True),
        (2, 1, (3, 5, 7), 1, 1, 2, 6, 40, 0.5, w, True),
        (2, 3, (3, 5), 2, 2, 1, 6, 40, 0.5, w, True),
        (3, 1, (3, 5, 7), 1, 2, 2, 6, 80, 0.25, w, True),
        (3, 2, (3, 5), 1, 2, 1, 6, 80, 0.25, w, True),
        (4, 1, (3, 5, 7), 2, 2, 1, 6, 120, 0.5, w, True),
        (4, 2, (3, 5, 7, 9), 2, 2, 1, 3, 120, 0.5, w, True),
        (5, 1, (3, 5, 7, 9, 11), 1, 1, 2, 6, 200, 0.5, w, True),
        (5, 2, (3, 5, 7, 9), 1, 2, 1, 6, 200, 0.5, w, True),
    ], 1536)


def mixnet_m(n, x, alpha=1.0):
    """MixNet-L is this network 1.3 times as wide."""
    r, w = F.relu, F.silu
    rows = [
        (0, 1, (3,), 1, 1, 1, 1, 24, 0, r, True),
        (1, 1, (3, 5, 7), 2, 2, 2, 6, 32, 0, r, True),
        (1, 1, (3,), 2, 2, 1, 3, 32, 0, r, True),
        (2, 1, (3, 5, 7, 9), 1, 1, 2, 6, 40, 0.5, w, True),
        (2, 3, (3, 5), 2, 2, 1, 6, 40, 0.5, w, True),
        (3, 1, (3, 5, 7), 1, 1, 2, 6, 80, 0.25, w, True),
        (3, 3, (3, 5, 7, 9), 2, 2, 1, 6, 80, 0.25, w, True),
        (4, 1, (3,), 1, 1, 1, 6, 120, 0.5, w, True),
        (4, 3, (3, 5, 7, 9), 2, 2, 1, 3, 120, 0.5, w, True),
        (5, 1, (3, 5, 7, 9), 1, 1, 2, 6, 200, 0.5, w, True),
        (5, 3, (3, 5, 7, 9), 1, 2, 1, 6, 200, 0.5, w, True),
    ]
    return timm_blocks(n, x, divisible(24 * alpha), [(*row[:7], divisible(row[7] * alpha), *row[8:]) for row in rows], 1536)


def mixnet_l(n, x):
    return mixnet_m(n, x, 1.3)


def mnasnet_small(n, x):
    table = [(1, 3, 1, 1, 8, 0), (1, 3, 2, 3, 16, 0), (2, 3, 2, 6, 16, 0), (4, 5, 2, 6, 32, 0.25), (3, 3, 1, 6, 32, 0.25),
             (3, 5, 2, 6, 88, 0.25), (1, 3, 1, 6, 144, 0)]
    return timm_blocks(n, x, 8, [(i, repeats, (k,), 1, 1, s, e, c, ratio, F.relu, True)
                                 for i, (repeats, k, s, e, c, ratio) in enumerate(table)], 1280)


def mnasnet_a1(n, x):
    table = [(1, 3, 1, 1, 16, 0), (2, 3, 2, 6, 24, 0), (3, 5, 2, 3, 40, 0.25), (4, 3, 2, 6, 80, 0), (2, 3, 1, 6, 112, 0.25),
             (3, 5, 2, 6, 160, 0.25), (1, 3, 1, 6, 320, 0)]
    return timm_blocks(n, x, 32, [(i, repeats, (k,), 1, 1, s, e, c, ratio, F.relu, i > 0)
                                  for i, (repeats, k, s, e, c, ratio) in enumerate(table)], 1280)


# Width, stride, then kernel and expansion of each block; Z is a skip.
FBNET_C = [(16, 1, "3.1"), (24, 2, "3.6 Z 3.1 3.1"), (32, 2, "5.6 5.3 5.6 3.6"), (64, 2, "5.6 5.3 5.6 5.6"),
           (112, 1, "5.6 5.6 5.6 5.3"), (184, 2, "5.6 5.6 5.6 5.6"), (352, 1, "3.6")]


def fbnet_c(n, x):
    """timm's: a block of expansion 1 has its first 1x1 convolution, and a skip has no number."""
    rows = [(i, 1, (int(block[0]),), 1, 1, s if b == 0 else 1, int(block[2]), c, 0, F.relu, True)
            for i, (c, s, blocks) in enumerate(FBNET_C) for b, block in enumerate(blocks.split()) if block != "Z"]
    return timm_blocks(n, x, 16, rows, 1984, expand_by_one=True)


def fbnet_c_mobile_vision(n, x):
    """A block of expansion 1 begins with its depthwise convolution."""

    def layer(x, name, act, *args):
        y = n.norm((n.depthwise if "Depthwise" in name else n.conv)(x, name, *args), name + ".norm")
        return F.relu(y) if act else y

    x, number = layer(x, "Stem", True, 16, 3, 2), 0
    for c, stride, blocks in FBNET_C:
        for repeat, block in enumerate(blocks.split()):
            number += 1
            if block != "Z":
                name, k, e, s = f"Block{number}.", int(block[0]), int(block[2]), stride if repeat == 0 else 1
                y = layer(x, name + "Expand", True, x.shape[1] * e) if e > 1 else x
                y = layer(layer(y, name + "Depthwise", True, k, s), name + "Project", False, c)
                x = x + y if s == 1 and x.shape[1] == c else y
    return n.linear(mean(layer(x, "Head", True, 1984)), "Classifier", CLASSES)


def proxyless(n, x, stem, stages, head):
    """Width, stride, then expansion and kernel of each block; Z is left out and keeps its number."""

    def layer(x, name, act, *args):
        y = n.norm((n.depthwise if "depth" in name else n.conv)(x, name + ".conv", *args), name + ".bn")
        return F.relu6(y) if act else y

    x, number = layer(x, "first_conv", True, stem, 3, 2), 0
    for c, stride, blocks in stages:
        for repeat, block in enumerate(blocks.split()):
            name, number = f"blocks.{number}.mobile_inverted_conv.", number + 1
            if block == "Z":
                continue
            e, k = int(block[0]), int(block[2])
            y = layer(x, name + "inverted_bottleneck", True, x.shape[1] * e) if e > 1 else x
            y = layer(y, name + "depth_conv", True, k, stride if repeat == 0 else 1)
            y = layer(y, name + "point_linear", False, c)
            x = x + y if repeat > 0 else y
    return n.linear(mean(layer(x, "feature_mix_layer", True, head)), "classifier.linear", CLASSES)


def proxyless_mobile(n, x, widths=(32, 16, 32, 40, 80, 96, 192, 320, 1280)):
    blocks = ["1.3", "3.5 3.3 Z Z", "3.7 3.3 3.5 3.5", "6.7 3.5 3.5 3.5", "6.5 3.5 3.5 3.5", "6.7 6.7 3.7 3.7", "6.7"]
    return proxyless(n, x, widths[0], zip(widths[1:], (1, 2, 2, 2, 1, 2, 1), blocks), widths[-1])


def proxyless_mobile_14(n, x):
    return proxyless_mobile(n, x, (48, 24, 40, 56, 112, 136, 256, 448, 1792))


def proxyless_gpu(n, x):
    return proxyless(n, x, 40, [(24, 1, "1.3"), (32, 2, "3.5 Z Z Z"), (56, 2, "3.7 Z Z 3.3"), (112, 2, "6.7 Z Z 3.5"), (128, 1, "6.5 Z 3.3 3.5"),
                                (256, 2, "6.7 6.7 6.7 6.5"), (432, 1, "6.7")], 1728)


def proxyless_cpu(n, x):
    return proxyless(n, x, 40, [(24, 1, "1.3"), (32, 2, "6.3 3.3 3.3 3.3"), (48, 2, "6.3 3.3 3.3 3.5"), (88, 2, "6.3 Z Z 3.3"),
                                (104, 1, "6.5 3.3 3.3 3.3"), (216, 2, "6.5 3.5 3.5 3.3"), (360, 1, "6.5")], 1432)


def xception(n, x):
    def separable(x, name, c):
        return n.conv(n.depthwise(x, name + ".conv1", 3), name + ".pointwise", c)

    x = F.relu(n.norm(n.conv(x, "conv1", 32, 3, 2, pad=0), "bn1"))
    x = F.relu(n.norm(n.conv(x, "conv2", 64, 3, pad=0), "bn2"))
    for i in range(1, 13):
        widths = {1: (128, 128), 2: (256, 256), 3: (728, 728), 12: (728, 1024)}.get(i, (728, 728, 728))
        y, position = x, 0
        for j, c in enumerate(widths):
            if i > 1 or j > 0:
                y, position = F.relu(y), position + 1
            y = n.norm(separable(y, f"block{i}.rep.{position}", c), f"block{i}.rep.{position + 1}")
            position += 2
        if len(widths) == 2:
            sides = (1, 1) if y.shape[3] % 2 or not n.same else (0, 1)
            y = F.max_pool2d(F.pad(y, sides * 2, value=-torch.inf), 3, 2)
            x = n.norm(n.conv(x, f"block{i}.skip", widths[1], 1, 2), f"block{i}.skipbn")
        x = x + y
    x = F.relu(n.norm(separable(x, "conv3", 1536), "bn3"))
    x = F.relu(n.norm(separable(x, "conv4", 2048), "bn4"))
    return n.linear(mean(x), "fc", CLASSES)


def alexnet_two_towers(n, x):
    """Caffe's bvlc_alexnet."""

    def layer(x, name, c, k, s=1, g=1, pad=None):
        return F.relu(n.conv(x, name, c, k, s, g, pad, bias=True))

    x = pool(F.local_response_norm(layer(x, "conv1", 96, 11, 4, pad=0), 5, 1e-4, 0.75, 1))
    x = pool(F.local_response_norm(layer(x, "conv2", 256, 5, g=2), 5, 1e-4, 0.75, 1))
    x = layer(layer(layer(x, "conv3", 384, 3), "conv4", 384, 3, g=2), "conv5", 256, 3, g=2)
    x = F.relu(n.linear(pool(x), "fc6", 4096))
    return n.linear(F.relu(n.linear(x, "fc7", 4096)), "fc8", CLASSES)


def googlenet_paper(n, x):
    def layer(x, name, c, k=1, s=1):
        return F.relu(n.conv(x, name + ".conv", c, k, s, bias=True))

    def lrn(x):
        return F.local_response_norm(x, 5, 1e-4, 0.75, 1)

    x = lrn(pool(layer(x, "conv1", 64, 7, 2)))
    x = pool(lrn(layer(layer(x, "conv2", 64), "conv3", 192, 3)))
    for module, c1, r3, c3, r5, c5, p in [
            ("3a", 64, 96, 128, 16, 32, 32), ("3b", 128, 128, 192, 32, 96, 64), ("4a", 192, 96, 208, 16, 48, 64), ("4b", 160, 112, 224, 24, 64, 64),
            ("4c", 128, 128, 256, 24, 64, 64), ("4d", 112, 144, 288, 32, 64, 64), ("4e", 256, 160, 320, 32, 128, 128),
            ("5a", 256, 160, 320, 32, 128, 128), ("5b", 384, 192, 384, 48, 128, 128)]:
        if module in ("4a", "5a"):
            x = pool(x)
        b = f"inception{module}.branch"
        x = torch.cat([layer(x, b + "1", c1), layer(layer(x, b + "2.0", r3), b + "2.1", c3, 3), layer(layer(x, b + "3.0", r5), b + "3.1", c5, 5),
                       layer(F.max_pool2d(x, 3, 1, 1), b + "4.1", p)], 1)
    return n.linear(mean(x), "fc", CLASSES)


def network_in_network(n, x):
    """Caffe's layout for ImageNet."""

    def layer(x, name, c, k=1, s=1, pad=None):
        return F.relu(n.conv(x, name, c, k, s, pad=pad, bias=True))

    for i, (c, k, s, pad) in enumerate([(96, 11, 4, 0), (256, 5, 1, 2), (384, 3, 1, 1)]):
        x = layer(x, f"Mlp{i + 1}.Convolution", c, k, s, pad)
        x = pool(layer(layer(x, f"Mlp{i + 1}.Mix1", c), f"Mlp{i + 1}.Mix2", c))
    return mean(layer(layer(layer(x, "Conv4", 1024, 3), "Features", 1024), "Maps", CLASSES))


def mobilenet_v3_large(n, x, alpha):
    """TensorFlow's widths: an unscaled stem and classifier, expansions as a ratio of the rounded input."""

    def layer(x, name, act, *args, depthwise=False):
        return act(n.norm((n.depthwise if depthwise else n.conv)(x, name + ".0", *args), name + ".1"))

    rows = [(3, 1, 16, 0, 0, 1), (3, 4, 24, 0, 0, 2), (3, 3, 24, 0, 0, 1), (5, 3, 40, 1, 0, 2), (5, 3, 40, 1, 0, 1), (5, 3, 40, 1, 0, 1),
            (3, 6, 80, 0, 1, 2), (3, 2.5, 80, 0, 1, 1), (3, 2.3, 80, 0, 1, 1), (3, 2.3, 80, 0, 1, 1), (3, 6, 112, 1, 1, 1), (3, 6, 112, 1, 1, 1),
            (5, 6, 160, 1, 1, 2), (5, 6, 160, 1, 1, 1), (5, 6, 160, 1, 1, 1)]
    x = layer(x, "features.0", F.hardswish, 16, 3, 2)
    for i, (k, ratio, c, excites, hard, s) in enumerate(rows):
        act, c, name, j, y = F.hardswish if hard else F.relu, divisible(c * alpha), f"features.{i + 1}.block.", 0, x
        if i > 0:
            y, j = layer(y, f"{name}0", act, divisible(x.shape[1] * ratio)), 1
        y, j = layer(y, f"{name}{j}", act, k, s, depthwise=True), j + 1
        if excites:
            y = n.squeeze_excite(y, f"{name}{j}.fc1", f"{name}{j}.fc2", divisible(y.shape[1] / 4), F.relu, F.hardsigmoid)
            j += 1
        y = layer(y, f"{name}{j}", lambda v: v, c)
        x = x + y if s == 1 and x.shape[1] == c else y
    x = layer(x, "features.16", F.hardswish, divisible(x.shape[1] * 6))
    return n.linear(F.hardswish(n.linear(mean(x), "classifier.0", 1280)), "classifier.3", CLASSES)


def mobilenet_v1_mixed(n, x, width, kernels, dilated=False, exponential=False):
    """MDConv in place of every depthwise convolution: a dilated 3x3 in place of a larger kernel where the stride is 1."""
    stages = [[(64, 1)], [(128, 2), (128, 1)], [(256, 2), (256, 1)], [(512, 2)] + [(512, 1)] * 5, [(1024, 2), (1024, 1)]]
    x = F.relu6(n.norm(n.conv(x, "conv_stem", width(32), 3, 2), "bn1"))
    for i, stage in enumerate(stages):
        for j, (c, s) in enumerate(stage):
            name, channels = f"blocks.{i}.{j}.", x.shape[1]
            parts = shares(channels, len(kernels))
            if exponential:
                parts = [channels >> (part + 1) for part in range(len(kernels) - 1)]
                parts.append(channels - sum(parts))
            y = []
            for part, (k, inside) in enumerate(zip(kernels, x.split(parts, 1))):
                size, dilation = (3, (k - 1) // 2) if dilated and s == 1 else (k, 1)
                y.append(n.conv(inside, f"{name}conv_dw.{part}", parts[part], size, s, parts[part], dilation=dilation))
            x = F.relu6(n.norm(torch.cat(y, 1), name + "bn1"))
            x = F.relu6(n.norm(n.conv(x, name + "conv_pw", width(c)), name + "bn2"))
    return n.linear(mean(x), "classifier", CLASSES)


def mobilenet_v1_convolutions(n, x, width):
    """Full 3x3 convolutions in place of the separable ones: Table 4."""
    for i, (c, s) in enumerate([(32, 2), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)] + [(512, 1)] * 5 + [(1024, 2), (1024, 1)]):
        name = f"Block{i}.Convolution" if i else "Stem"
        x = F.relu6(n.norm(n.conv(x, name, width(c), 3, s), name + ".norm"))
    return n.linear(mean(x), "Classifier", CLASSES)


def squeezenet_complex(n, x, ratio, share):
    """Figure 2, right: 1x1 convolutions around the modules whose width changes, identities around the others; nothing follows an addition."""

    def layer(x, name, c, k=1, s=1, pad=None):
        return n.conv(x, name, c, k, s, pad=pad, bias=True)

    x = pool(F.relu(layer(x, "Conv1", 96, 7, 2, 0)))
    for i in range(8):
        fire, expand = f"Fire{i + 2}.", 128 + 128 * (i // 2)
        large = int(expand * share)
        y = F.relu(layer(x, fire + "Squeeze", int(expand * ratio)))
        y = torch.cat([F.relu(layer(y, fire + "Expand1x1", expand - large)), F.relu(layer(y, fire + "Expand3x3", large, 3))], 1)
        x = y + (x if i % 2 else layer(x, fire + "Bypass1x1", expand))
        if i in (2, 6):
            x = pool(x)
    return mean(F.relu(layer(x, "Conv10", CLASSES)))


def autoencoder(n, x):
    """MLPerf Tiny's: ten dense layers, a norm and ReLU after all but the last."""
    for i, c in enumerate([128] * 4 + [8] + [128] * 4):
        number = f"_{i}" if i else ""
        x = F.relu(n.norm(n.linear(x, "dense" + number, c), "batch_normalization" + number))
    return n.linear(x, "dense_9", 640)


def truncated(alpha):
    return lambda c: max(8, int(c * alpha))


def rounded(alpha):
    return lambda c: divisible(c * alpha)


# file: the zoo's name and settings, the dialect, epsilon, whether padding is TensorFlow's, height and width, the network
NETWORKS = {
    "densenet121": ("DenseNet121", "", "torchvision", 1e-5, False, 65, densenet121),
    "vgg16_bn": ("VGG16", "BatchNorm=yes", "torchvision", 1e-5, False, 33, vgg16_bn),
    "shufflenet_v1_g1": ("ShuffleNetV1", "Groups=1", "authors", 1e-5, False, 65, lambda n, x: shufflenet_v1(n, x, 1, 144, 24)),
    "shufflenet_v1_g2": ("ShuffleNetV1", "Groups=2", "authors", 1e-5, False, 66, lambda n, x: shufflenet_v1(n, x, 2, 200, 24)),
    "shufflenet_v1_g3": ("ShuffleNetV1", "", "authors", 1e-5, False, 65, lambda n, x: shufflenet_v1(n, x, 3, 240, 24)),
    "shufflenet_v1_g4": ("ShuffleNetV1", "Groups=4", "authors", 1e-5, False, 65, lambda n, x: shufflenet_v1(n, x, 4, 272, 24)),
    "shufflenet_v1_g8": ("ShuffleNetV1", "Groups=8", "authors", 1e-5, False, 70, lambda n, x: shufflenet_v1(n, x, 8, 384, 24)),
    "shufflenet_v1_g3_megvii": ("ShuffleNetV1", "Form=Megvii", "authors", 1e-5, False, 65, lambda n, x: shufflenet_v1(n, x, 3, 240, 24, True)),
    "shufflenet_v1_g8_0.5_megvii": ("ShuffleNetV1", "Form=Megvii;Groups=8;Scale=0.5", "authors", 1e-5, False, 70,
                                    lambda n, x: shufflenet_v1(n, x, 8, 192, 16, True)),
    "shufflenet_v2_1.0_megvii": ("ShuffleNetV2", "Form=Megvii", "authors", 1e-5, False, 65, lambda n, x: shufflenet_v2_megvii(n, x, 116)),
    "shufflenet_v2_0.5_megvii": ("ShuffleNetV2", "Form=Megvii;Scale=0.5", "authors", 1e-5, False, 70, lambda n, x: shufflenet_v2_megvii(n, x, 48)),
    "shufflenet_v2_se": ("ShuffleNetV2", "SqueezeExcite=yes;Scale=2", "torchvision", 1e-5, False, 65,
                         lambda n, x: shufflenet_v2_excited(n, x, 244, 2048)),
    "shufflenet_v2_residual": ("ShuffleNetV2", "Residual=yes", "torchvision", 1e-5, False, 65, shufflenet_v2_residual),
    "shufflenet_v2_50": ("ShuffleNetV2Deep50", "", "torchvision", 1e-5, False, 35,
                         lambda n, x: shufflenet_v2_deep(n, x, [64], (244, 488, 976, 1952), (3, 4, 6, 3), False)),
    "shufflenet_v2_164": ("ShuffleNetV2Deep164", "", "torchvision", 1e-5, False, 33,
                          lambda n, x: shufflenet_v2_deep(n, x, [64, 64, 128], (340, 680, 1360, 2720), (10, 10, 23, 10), True)),
    "shufflenet_v2_large": ("ShuffleNetV2Large", "", "torchvision", 1e-9, False, 33, shufflenet_v2_large),
    "mixnet_s": ("MixNetS", "", "timm", 1e-5, False, 65, mixnet_s),
    "mixnet_s_same": ("MixNetS", "Form=TensorFlow", "timm", 1e-3, True, 70, mixnet_s),
    "mixnet_m": ("MixNetM", "", "timm", 1e-5, False, 66, mixnet_m),
    "mixnet_l": ("MixNetL", "", "timm", 1e-5, False, 65, mixnet_l),
    "xception": ("Xception", "", "timm", 1e-5, False, 75, xception),
    "xception_same": ("Xception", "Form=TensorFlow", "timm", 1e-3, True, 75, xception),
    "mnasnet_small": ("MnasNetSmall", "", "timm", 1e-5, False, 65, mnasnet_small),
    "mnasnet_a1": ("MnasNetA1", "", "timm", 1e-5, False, 65, mnasnet_a1),
    "fbnet_c": ("FBNetC", "", "timm", 1e-5, False, 65, fbnet_c),
    "fbnet_c_mobile_vision": ("FBNetC", "ExpandByOne=no", "torchvision", 1e-5, False, 66, fbnet_c_mobile_vision),
    "proxyless_mobile_14": ("ProxylessNasMobile14", "", "authors", 1e-3, False, 65, proxyless_mobile_14),
    "proxyless_gpu": ("ProxylessNasGpu", "", "authors", 1e-3, False, 65, proxyless_gpu),
    "proxyless_cpu": ("ProxylessNasCpu", "", "authors", 1e-3, False, 65, proxyless_cpu),
    "proxyless_mobile": ("ProxylessNasMobile", "", "authors", 1e-3, False, 65, proxyless_mobile),
    "alexnet_two_towers": ("AlexNet", "Towers=2", "authors", 1e-5, False, 97, alexnet_two_towers),
    "googlenet_paper": ("GoogLeNet", "Original=yes", "torchvision", 1e-3, False, 65, googlenet_paper),
    "network_in_network": ("NetworkInNetwork", "", "torchvision", 1e-5, False, 79, network_in_network),
    "resnet50_v1": ("ResNet50", "Form=Paper", "torchvision", 1e-5, False, 65, resnet50_v1),
    "mobilenet_v3_large_0.75_same": ("MobileNetV3Large", "Alpha=0.75;Form=TensorFlow", "torchvision", 1e-3, True, 70,
                                     lambda n, x: mobilenet_v3_large(n, x, 0.75)),
    "mobilenet_v1_convolutions": ("MobileNetV1", "Alpha=0.25;FullConvolution=yes", "torchvision", 1e-3, True, 65,
                                  lambda n, x: mobilenet_v1_convolutions(n, x, truncated(0.25))),
    "mobilenet_v1_mixed": ("MobileNetV1", "Alpha=0.6;Kernels=3, 5, 7, 9", "timm", 1e-3, True, 66,
                           lambda n, x: mobilenet_v1_mixed(n, x, truncated(0.6), (3, 5, 7, 9))),
    "mobilenet_v1_mixed_exponential": ("MobileNetV1", "Alpha=0.6;Kernels=3, 5, 7;Partition=exponential", "timm", 1e-3, True, 65,
                                       lambda n, x: mobilenet_v1_mixed(n, x, truncated(0.6), (3, 5, 7), exponential=True)),
    "mobilenet_v1_mixed_dilated": ("MobileNetV1", "Alpha=0.6;Kernels=3, 5, 7;Dilated=yes;Form=Torchvision", "timm", 1e-5, False, 65,
                                   lambda n, x: mobilenet_v1_mixed(n, x, rounded(0.6), (3, 5, 7), dilated=True)),
    "squeezenet_complex": ("SqueezeNet", "Bypass=complex;SqueezeRatio=0.5;Share3x3=0.75", "torchvision", 1e-5, False, 70,
                           lambda n, x: squeezenet_complex(n, x, 0.5, 0.75)),
    "autoencoder": ("Autoencoder", None, "authors", 1e-3, False, 1, autoencoder),
}


def write(file, tensor, metadata):
    data = tensor.numpy().astype("<f4").tobytes()
    header = json.dumps({"__metadata__": metadata, "output": {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [0, len(data)]}}).encode()
    header += b" " * (-len(header) % 8)
    with open(os.path.join(HERE, file + ".safetensors"), "wb") as stream:
        stream.write(struct.pack("<Q", len(header)) + header + data)


def main():
    for file in sys.argv[1:] or NETWORKS:
        network, settings, dialect, epsilon, same, size, run = NETWORKS[file]
        channels = 3 if settings is not None else 640
        given = [] if settings is None else [*filter(None, settings.split(";")), f"Resolution={size}", f"Classes={CLASSES}"]
        peer = Peer(epsilon, same)
        x = 2 * uniform("input", channels * size * size) - 1
        x = torch.from_numpy(x.astype(np.float32).astype(np.float64).reshape(1, channels, size, size))
        output = run(peer, x).detach()
        write(file, output[0], {"network": network, "settings": ";".join(given), "dialect": dialect, "epsilon": repr(epsilon),
                                "parameters": str(peer.parameters)})
        print(file, peer.parameters, float(output.abs().max()), float(output.std()))


if __name__ == "__main__":
    main()
