"""Makes the files beside it: pictures.bin and pictures.csv (by Pillow), softmax.csv, small.safetensors.

Run with Debian's python3-pil: /usr/bin/python3 make_goldens.py
"""
import io
import json
import math
import os
import struct

from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
FILTERS = {"Bilinear": Image.BILINEAR, "Bicubic": Image.BICUBIC, "Box": Image.BOX}


def picture(width, height):
    """Noise with hard black and white blocks, so that a cubic overshoots. PictureGoldens.cs has the same formula."""
    data = bytearray()
    for y in range(height):
        for x in range(width):
            for c in range(3):
                block = (x // 5 + y // 3 + c) % 4
                noise = ((x * 73 + y * 151 + c * 199) ^ (x * y)) & 255
                data.append(0 if block == 0 else 255 if block == 1 else noise)
    return Image.frombytes("RGB", (width, height), bytes(data))


def framing(width, height, to_height, to_width, fraction):
    """torchvision's Resize(round(side / fraction)) and CenterCrop, for a square input; the same idea for others."""
    least_height, least_width = round(to_height / fraction), round(to_width / fraction)
    if width * least_height <= height * least_width:
        size = (least_width, int(least_width * height / width))
    else:
        size = (int(least_height * width / height), least_height)
    top = int(round((size[1] - to_height) / 2.0))
    left = int(round((size[0] - to_width) / 2.0))
    return size, (left, top, left + to_width, top + to_height)


# picture width, height; input height, width, channels; crop fraction
CASES = [
    (64, 48, 16, 16, 3, 1.0),
    (37, 53, 24, 24, 3, 0.875),
    (1, 1, 8, 8, 3, 1.0),
    (1, 9, 6, 6, 3, 0.875),
    (9, 1, 6, 7, 3, 1.0),
    (5, 3, 20, 31, 3, 0.9),
    (200, 123, 21, 33, 3, 0.875),
    (12, 12, 12, 12, 3, 1.0),
    (13, 12, 12, 12, 3, 1.0),
    (333, 17, 15, 20, 3, 0.95),
    (17, 333, 15, 20, 3, 0.5),
    (7, 7, 8, 5, 3, 0.5),
    (640, 480, 24, 24, 3, 0.875),
    (2, 2, 1, 1, 3, 1.0),
    (31, 29, 1, 1, 3, 1.0),
    (45, 31, 12, 12, 1, 0.875),
    (6, 8, 15, 13, 1, 1.0),
]


def make_pictures():
    lines, data = ["width,height,inputHeight,inputWidth,channels,cropFraction,interpolation,offset"], bytearray()
    for name, resample in FILTERS.items():
        for width, height, to_height, to_width, channels, fraction in CASES:
            source = picture(width, height)
            if channels == 1:
                source = source.convert("L")
            size, box = framing(width, height, to_height, to_width, fraction)
            result = source.resize(size, resample).crop(box)
            lines.append(f"{width},{height},{to_height},{to_width},{channels},{fraction},{name},{len(data)}")
            data += result.tobytes()
    write("pictures.csv", ("\n".join(lines) + "\n").encode())
    write("pictures.bin", bytes(data))


def exponential(d):
    """The definition of docs/numerics.md, in Python's doubles, which are never fused."""
    if d < -700:
        return 0.0
    k = math.floor(d * 1.4426950408889634 + 0.5)
    r = (d - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10
    p = 1.0 / math.factorial(13)
    for n in range(12, -1, -1):
        p = p * r + 1.0 / math.factorial(n)
    return p * 2.0 ** k


def softmax(values):
    largest = max(values)
    partials = [0.0] * 16
    exponentials = [exponential(v - largest) for v in values]
    for c, e in enumerate(exponentials):
        partials[c % 16] += e
    for step in (8, 4, 2, 1):
        for i in range(step):
            partials[i] += partials[i + step]
    return [e / partials[0] for e in exponentials]


def bits(value):
    return struct.unpack("<I", struct.pack("<f", value))[0]


def make_softmax():
    lines, state = ["length,scale,input bits...,output bits..."], 1
    for length, scale in ((1, 1), (2, 8), (10, 4), (16, 20), (17, 1), (40, 300), (100, 12)):
        values = []
        for _ in range(length):
            state = (state * 1664525 + 1013904223) % 2 ** 32
            values.append(struct.unpack("<f", struct.pack("<f", (state / 2.0 ** 31 - 1) * scale))[0])
        lines.append(",".join([str(length), str(scale)] + [f"{bits(v):08x}" for v in values + softmax(values)]))
    write("softmax.csv", ("\n".join(lines) + "\n").encode())


def make_checkpoint():
    """A checkpoint for SmallNetwork.cs in torchvision's names, values without meaning."""
    tensors = [("classifier.1.weight", (5, 280)), ("classifier.1.bias", (5,))]
    for layer, norm, shape in (("0", "1", (19, 3, 3, 2)), ("2", "3", (19, 1, 3, 3)), ("4", "5", (70, 19, 1, 1))):
        tensors.append((f"features.{layer}.weight", shape))
        tensors += [(f"features.{norm}.{part}", shape[:1]) for part in ("weight", "bias", "running_mean", "running_var")]
    header, data = {}, io.BytesIO()
    for name, shape in tensors:
        start = data.tell()
        for i in range(math.prod(shape)):
            value = ((i * 37 + len(name) * 11) % 64 + 1) / 64
            data.write(struct.pack("<e", value if name.endswith("var") else value - 0.5))
        header[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [start, data.tell()]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    write("small.safetensors", struct.pack("<Q", len(text)) + text + data.getvalue())


def write(name, content):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(content)


make_pictures()
make_softmax()
make_checkpoint()
