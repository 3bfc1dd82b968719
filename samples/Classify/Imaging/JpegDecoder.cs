using System.Runtime.InteropServices;

namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>
/// Reads JPEG through the TurboJPEG library where the machine has it; an error tells how to get it where not. An orientation told by
/// EXIF data is left alone.
/// </summary>
internal static unsafe class JpegDecoder
{
    private const int PixelFormatRgb = 0;
    private const int ColourSpaceCmyk = 3;
    private const int ColourSpaceYcck = 4;

    private static readonly string[] LibraryNames = OperatingSystem.IsWindows()
        ? ["turbojpeg"]
        : OperatingSystem.IsMacOS() ? ["libturbojpeg.dylib", "libturbojpeg.0.dylib"] : ["libturbojpeg.so.0", "libturbojpeg.so"];

    private static readonly Lazy<Library?> Turbo = new(Load);

    /// <summary>The five functions of the library that are needed.</summary>
    private sealed record Library(nint Create, nint Header, nint Decompress, nint Destroy, nint Error);

    /// <summary>Whether the machine has the library.</summary>
    public static bool IsAvailable => Turbo.Value is not null;

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static Picture Decode(ReadOnlySpan<byte> file)
    {
        Library library = Turbo.Value ?? throw new PictureFormatException(
            "JPEG pictures are read through the TurboJPEG library, which this machine lacks. Debian and Ubuntu: apt-get install libturbojpeg0 " +
            "(libturbojpeg on Ubuntu); Fedora: dnf install turbojpeg; macOS: brew install jpeg-turbo; Windows: put turbojpeg.dll of " +
            "libjpeg-turbo.org on the PATH. PNG, BMP, PPM and PGM need nothing");
        nint decoder = ((delegate* unmanaged[Cdecl]<nint>)library.Create)();
        if (decoder == 0)
        {
            throw new PictureFormatException("the TurboJPEG library gave no decoder");
        }

        try
        {
            fixed (byte* bytes = file)
            {
                int width, height, subsampling, colourSpace;
                int failed = ((delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int>)library.Header)(
                    decoder, bytes, new CULong((nuint)file.Length), &width, &height, &subsampling, &colourSpace);
                if (failed != 0)
                {
                    throw Failure(library, decoder);
                }

                if (colourSpace is ColourSpaceCmyk or ColourSpaceYcck)
                {
                    throw new PictureFormatException("the JPEG is made for printing (CMYK): save it as RGB");
                }

                Picture picture = Picture.Create(width, height);
                fixed (byte* pixels = picture.Rgb)
                {
                    failed = ((delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int>)library.Decompress)(
                        decoder, bytes, new CULong((nuint)file.Length), pixels, width, width * 3, height, PixelFormatRgb, 0);
                }

                // A damaged or cut file gives an error as well, although some of the picture came out.
                return failed == 0 ? picture : throw Failure(library, decoder);
            }
        }
        finally
        {
            ((delegate* unmanaged[Cdecl]<nint, int>)library.Destroy)(decoder);
        }
    }

    private static PictureFormatException Failure(Library library, nint decoder)
    {
        byte* text = ((delegate* unmanaged[Cdecl]<nint, byte*>)library.Error)(decoder);
        return new PictureFormatException($"the JPEG is damaged: {Marshal.PtrToStringUTF8((nint)text)}");
    }

    private static Library? Load()
    {
        foreach (string name in LibraryNames)
        {
            if (NativeLibrary.TryLoad(name, out nint handle)
                && NativeLibrary.TryGetExport(handle, "tjInitDecompress", out nint create)
                && NativeLibrary.TryGetExport(handle, "tjDecompressHeader3", out nint header)
                && NativeLibrary.TryGetExport(handle, "tjDecompress2", out nint decompress)
                && NativeLibrary.TryGetExport(handle, "tjDestroy", out nint destroy)
                && NativeLibrary.TryGetExport(handle, "tjGetErrorStr2", out nint error))
            {
                return new Library(create, header, decompress, destroy, error);
            }
        }

        return null;
    }
}
