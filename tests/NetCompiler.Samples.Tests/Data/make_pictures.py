"""Makes the pictures of this folder and pictures.txt: each picture's name, width, height and the RGB bytes that Pillow reads from it.

Pictures that Pillow cannot write (16 bits, 2 and 4 bits of grey, interlaced, chosen row filters) are written by the few lines below and still
read by Pillow, except those where Pillow's conversion to RGB differs from the decoder's documented one: 16-bit grey, whose upper bytes are taken
with numpy. Needs python3-pil and python3-numpy.
"""
import base64
import io
import pathlib
import struct
import zlib

import numpy
from PIL import Image

HERE = pathlib.Path(__file__).parent
random = numpy.random.default_rng(20240607)
golden = []


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pack(samples, depth):
    """Samples of one row (pixel by pixel) as bytes."""
    if depth == 16:
        return samples.astype(">u2").tobytes()
    if depth == 8:
        return samples.astype("u1").tobytes()
    bits = "".join(format(int(s), f"0{depth}b") for s in samples.ravel())
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def filtered(rows, back):
    """Rows with the filters 0, 1, 2, 3, 4, 0, ... in turn."""
    out = b""
    above = bytes(len(rows[0])) if rows else b""
    for number, row in enumerate(rows):
        kind = number % 5
        line = []
        for i, value in enumerate(row):
            a = row[i - back] if i >= back else 0
            b = above[i]
            c = above[i - back] if i >= back else 0
            line.append((value - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) & 255)
        out += bytes([kind]) + bytes(line)
        above = row
    return out


def png(pixels, depth, colour, interlaced=False, palette=None, extra=b"", parts=1):
    height, width, samples = pixels.shape
    back = max(1, samples * depth // 8)
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)] if interlaced else [(0, 0, 1, 1)]
    raw = b""
    for x, y, dx, dy in passes:
        part = pixels[y::dy, x::dx]
        if part.size:
            raw += filtered([pack(row, depth) for row in part], back)
    data = zlib.compress(raw)
    size = -(-len(data) // parts)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
            + (chunk(b"PLTE", palette) if palette else b"") + extra
            + b"".join(chunk(b"IDAT", data[i:i + size]) for i in range(0, len(data), size)) + chunk(b"IEND", b""))


def keep(name, data, rgb=None):
    (HERE / name).write_bytes(data)
    if rgb is None:
        rgb = numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    height, width, _ = rgb.shape
    golden.append(f"{name} {width} {height} {base64.b64encode(numpy.ascontiguousarray(rgb, dtype='u1').tobytes()).decode()}")


def smooth(height, width, samples, depth):
    """Gradients with noise, so that every filter has something to do."""
    y, x = numpy.mgrid[0:height, 0:width]
    waves = numpy.stack([numpy.sin((k + 1) * x / 3.0) + numpy.cos(y / (k + 2.0)) for k in range(samples)], axis=2)
    noisy = (waves + 2) / 4 + random.normal(0, 0.05, waves.shape)
    return numpy.clip(noisy * (2 ** depth - 1), 0, 2 ** depth - 1).astype("u4")


for interlaced in (False, True):
    tail = "-interlaced" if interlaced else ""
    for depth in (1, 2, 4, 8):
        keep(f"grey{depth}{tail}.png", png(smooth(11, 13, 1, depth), depth, 0, interlaced))
        colours = random.integers(0, 256, 3 * 2 ** min(depth, 6), dtype="u1").tobytes()
        keep(f"palette{depth}{tail}.png", png(smooth(11, 13, 1, min(depth, 6)), depth, 3, interlaced, palette=colours))
    grey16 = smooth(11, 13, 1, 16)
    keep(f"grey16{tail}.png", png(grey16, 16, 0, interlaced), numpy.repeat(grey16 >> 8, 3, axis=2))
    greyalpha16 = smooth(7, 9, 2, 16)
    keep(f"greyalpha16{tail}.png", png(greyalpha16, 16, 4, interlaced), numpy.repeat(greyalpha16[:, :, :1] >> 8, 3, axis=2))
    for depth in (8, 16):
        keep(f"rgb{depth}{tail}.png", png(smooth(11, 13, 3, depth), depth, 2, interlaced))
        keep(f"rgba{depth}{tail}.png", png(smooth(11, 13, 4, depth), depth, 6, interlaced))
    keep(f"greyalpha8{tail}.png", png(smooth(11, 13, 2, 8), 8, 4, interlaced))

# The smallest pictures leave most passes of an interlaced one empty.
keep("one-pixel-interlaced.png", png(smooth(1, 1, 3, 8), 8, 2, True))
keep("narrow-interlaced.png", png(smooth(9, 2, 3, 8), 8, 2, True))
keep("many-parts.png", png(smooth(11, 13, 3, 8), 8, 2, parts=9, extra=chunk(b"tEXt", b"Comment\0in parts")))
keep("palette-transparent.png", png(smooth(5, 5, 1, 2), 2, 3, palette=bytes(range(12)), extra=chunk(b"tRNS", b"\0\x80")))

photo = Image.fromarray(smooth(11, 13, 3, 8).astype("u1"))
for name, picture in (("rgb24.bmp", photo), ("palette8.bmp", photo.quantize(40)), ("grey8.bmp", photo.convert("L"))):
    out = io.BytesIO()
    picture.save(out, "BMP")
    keep(name, out.getvalue())

pixels = numpy.asarray(photo)
bgrx = numpy.concatenate([pixels[:, :, ::-1], numpy.full((11, 13, 1), 77, "u1")], axis=2)
for name, rows, height in (("rgb32.bmp", bgrx[::-1], 11), ("rgb32-top-down.bmp", bgrx, -11)):
    body = rows.tobytes()
    keep(name, b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 13, height, 1, 32, 0, len(body), 2835, 2835, 0, 0) + body)
masks = struct.pack("<III", 0xFF0000, 0xFF00, 0xFF)
body = bgrx[::-1].tobytes()
keep("bitfields32.bmp", b"BM" + struct.pack("<IHHI", 66 + len(body), 0, 0, 66) + struct.pack("<IiiHHIIiiII", 40, 13, 11, 1, 32, 3, len(body), 0, 0, 0, 0) + masks + body)

header = b"P6\n# a comment\n13 11\n255\n"
keep("bytes.ppm", header + pixels.tobytes())
keep("bytes.pgm", b"P5 13 11 255\n" + numpy.asarray(photo.convert("L")).tobytes())
keep("text.ppm", b"P3\n13 11 # size\n255\n" + b"\n".join(b" ".join(b"%d" % v for v in row.ravel()) for row in pixels) + b"\n", pixels)
keep("text.pgm", b"P2 13 11 255\n" + b" ".join(b"%d" % v for v in pixels[:, :, 0].ravel()), numpy.repeat(pixels[:, :, :1], 3, axis=2))
wide = smooth(11, 13, 3, 16)
keep("wide.ppm", b"P6 13 11 65535\n" + wide.astype(">u2").tobytes(), numpy.floor(wide * 255.0 / 65535 + 0.5))
low = smooth(11, 13, 3, 3)
keep("maximum7.ppm", b"P6 13 11 7\n" + low.astype("u1").tobytes(), numpy.floor(low * 255.0 / 7 + 0.5))

for name, picture, options in (("photo.jpg", photo.resize((40, 30)), {}), ("grey.jpg", photo.convert("L"), {}), ("progressive.jpg", photo.resize((40, 30)), {"progressive": True})):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92, **options)
    keep(name, out.getvalue())
out = io.BytesIO()
photo.convert("CMYK").save(out, "JPEG")
(HERE / "cmyk.jpeg").write_bytes(out.getvalue())

(HERE / "pictures.txt").write_text("\n".join(sorted(golden)) + "\n")
