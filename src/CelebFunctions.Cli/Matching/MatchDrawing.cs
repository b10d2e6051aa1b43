using System.Runtime.InteropServices;
using CelebFunctions.Matching;
using CelebFunctions.Vision.Pictures;
using SkiaSharp;

namespace CelebFunctions.Cli.Matching;

/// <summary>Draws an answer over its photo: boxes, landmarks, and the sentence on a strip below.</summary>
internal static class MatchDrawing
{
    private static readonly SKColor Accent = new(0xFF, 0x2D, 0x95);
    private static readonly SKColor Quiet = new(0xFF, 0xFF, 0xFF, 0xC0);
    private static readonly SKColor Strip = new(0x1B, 0x16, 0x26);

    /// <summary>False where the machine has no font: the sentence is left out then.</summary>
    public static bool CanWrite()
    {
        using var typeface = DrawingFont.Find();
        return typeface is not null;
    }

    /// <returns>A picture as wide as the decoded photo and higher by the strip.</returns>
    public static Picture Draw(DecodedPhoto photo, MatchAnswer answer)
    {
        var (width, height) = (photo.Picture.Width, photo.Picture.Height);
        using var typeface = DrawingFont.Find();
        using var font = new SKFont(typeface ?? SKTypeface.Default, Math.Clamp(width / 22f, 14, 72));
        var lines = typeface is null ? [] : Wrap(answer.Sentence ?? answer.Advice?.Text ?? "", font, width - font.Size);
        var strip = lines.Count == 0 ? 0 : (int)MathF.Ceiling(font.Spacing * lines.Count + font.Size);

        using var bitmap = new SKBitmap(new SKImageInfo(width, height + strip, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(Strip);
        CopyIn(photo.Picture, bitmap);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Save();
            canvas.ClipRect(new(0, 0, width, height));
            canvas.Scale(1 / photo.Scale.X, 1 / photo.Scale.Y);
            for (var i = answer.Faces.Count - 1; i >= 0; i--)
                DrawFace(canvas, answer.Faces[i], i == 0 ? Accent : Quiet, MathF.Max(2, width / 300f) * photo.Scale.X);
            canvas.Restore();
            using var ink = new SKPaint { Color = SKColors.White, IsAntialias = true };
            for (var i = 0; i < lines.Count; i++)
                canvas.DrawText(lines[i], width / 2f, height + font.Size / 2 + font.Spacing * (i + 0.8f), SKTextAlign.Center, font, ink);
        }
        return CopyOut(bitmap);
    }

    private static void DrawFace(SKCanvas canvas, FaceAnswer face, SKColor colour, float stroke)
    {
        using var line = new SKPaint { Color = colour, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = stroke };
        using var dot = new SKPaint { Color = colour, IsAntialias = true };
        var box = face.Box;
        canvas.DrawRoundRect(box.X, box.Y, box.Width, box.Height, 4 * stroke, 4 * stroke, line);
        var points = face.Landmarks;
        foreach (var point in new[] { points.LeftEye, points.RightEye, points.Nose, points.LeftMouth, points.RightMouth })
            canvas.DrawCircle((float)point.X, (float)point.Y, 1.6f * stroke, dot);
    }

    private static List<string> Wrap(string text, SKFont font, float width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && font.MeasureText($"{lines[^1]} {word}") <= width)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }
        return lines;
    }

    private static void CopyIn(Picture picture, SKBitmap bitmap)
    {
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < picture.Height; y++)
        {
            var source = picture.Row(y);
            var target = Row(bitmap, pixels, y);
            for (var x = 0; x < picture.Width; x++)
                source.Slice(3 * x, 3).CopyTo(target.Slice(4 * x, 3));
        }
    }

    private static Picture CopyOut(SKBitmap bitmap)
    {
        var picture = new Picture(bitmap.Width, bitmap.Height);
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < picture.Height; y++)
        {
            var source = Row(bitmap, pixels, y);
            var target = picture.Row(y);
            for (var x = 0; x < picture.Width; x++)
                source.Slice(4 * x, 3).CopyTo(target.Slice(3 * x, 3));
        }
        return picture;
    }

    private static Span<byte> Row(SKBitmap bitmap, ReadOnlySpan<byte> pixels, int y)
    {
        var row = pixels.Slice(y * bitmap.RowBytes, bitmap.RowBytes);
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(row), row.Length);
    }
}
