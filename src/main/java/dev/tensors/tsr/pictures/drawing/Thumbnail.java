package dev.tensors.tsr.pictures.drawing;

import dev.tensors.tsr.model.files.PictureFormat;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws pictures anew, as small as a card shows them. */
public final class Thumbnail {

  /**
   * A picture as a file.
   *
   * @param ending of its name, without a dot
   */
  public record Encoded(String ending, byte[] content) {}

  /** In bytes: a larger file was not made to be a preview. */
  public static final long LARGEST = 64L << 20;

  /** The longest side, in pixels. */
  private static final int LONGEST = 480;

  /**
   * A larger picture is read with every second, third, ... pixel of its rows and columns only, so
   * that memory does not grow with it.
   */
  private static final int LONGEST_READ = 4 * LONGEST;

  private static final float QUALITY = 0.8f;
  private static final int OPAQUE = 0xFF000000;

  private Thumbnail() {}

  /**
   * Draws a picture, the first frame of an animation, upright.
   *
   * @param content the whole file
   * @throws IOException if it is damaged, has too many pixels, or a format that is not drawn here
   */
  public static BufferedImage of(PictureFormat format, byte[] content) throws IOException {
    return switch (format) {
      case PNG -> {
        byte[] bare = PictureMetadata.removedFromPng(content);
        if (bare == null) {
          throw new IOException("it is damaged; replace it");
        }
        yield read("png", bare);
      }
      case JPEG -> {
        JpegPicture jpeg = JpegPicture.of(content);
        jpeg.check();
        yield upright(read("jpeg", content), jpeg.orientation());
      }
      case GIF, BMP -> read(format.ending(), content);
      case WEBP, AVIF, MP4, WEBM -> throw new IOException("tsr cannot draw " + format.name());
    };
  }

  private static BufferedImage read(String format, byte[] picture) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream bytes =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      reader.setInput(bytes, true, true);
      PictureSize size = new PictureSize(reader.getWidth(0), reader.getHeight(0));
      size.check();
      int longest = (int) Math.max(size.width(), size.height());
      int step = Math.ceilDiv(longest, LONGEST_READ);
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceSubsampling(step, step, 0, 0);
      return small(reader.read(0, parameters));
    } catch (IIOException | EOFException | RuntimeException e) { // as the readers fail
      throw new IOException("it is damaged; replace it", e);
    } finally {
      reader.dispose();
    }
  }

  /** Halves a picture until it is nearly small enough: no pixel of it is skipped. */
  private static BufferedImage small(BufferedImage picture) {
    double by = Math.min(1, (double) LONGEST / Math.max(picture.getWidth(), picture.getHeight()));
    int width = (int) Math.max(1, Math.round(picture.getWidth() * by));
    int height = (int) Math.max(1, Math.round(picture.getHeight() * by));
    int type =
        picture.getColorModel().hasAlpha()
            ? BufferedImage.TYPE_INT_ARGB
            : BufferedImage.TYPE_INT_RGB;
    BufferedImage small = picture;
    do {
      BufferedImage next =
          new BufferedImage(
              Math.max(width, small.getWidth() / 2), Math.max(height, small.getHeight() / 2), type);
      Graphics2D graphics = next.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(small, 0, 0, next.getWidth(), next.getHeight(), null);
      graphics.dispose();
      small = next;
    } while (small.getWidth() != width || small.getHeight() != height);
    return isOpaque(small) ? redrawn(small, width, height, new AffineTransform()) : small;
  }

  private static boolean isOpaque(BufferedImage picture) {
    return picture.getColorModel().hasAlpha()
        && Arrays.stream(
                picture.getRGB(
                    0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
            .allMatch(pixel -> (pixel & OPAQUE) == OPAQUE);
  }

  private static BufferedImage redrawn(
      BufferedImage picture, int width, int height, AffineTransform how) {
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.drawImage(picture, how, null);
    graphics.dispose();
    return drawn;
  }

  /**
   * Turns and mirrors a picture, so that it is upright.
   *
   * @param orientation as Exif counts them
   */
  private static BufferedImage upright(BufferedImage picture, int orientation) {
    int w = picture.getWidth();
    int h = picture.getHeight();
    return switch (orientation) {
      case 2 -> redrawn(picture, w, h, new AffineTransform(-1, 0, 0, 1, w, 0));
      case 3 -> redrawn(picture, w, h, new AffineTransform(-1, 0, 0, -1, w, h));
      case 4 -> redrawn(picture, w, h, new AffineTransform(1, 0, 0, -1, 0, h));
      case 5 -> redrawn(picture, h, w, new AffineTransform(0, 1, 1, 0, 0, 0));
      case 6 -> redrawn(picture, h, w, new AffineTransform(0, 1, -1, 0, h, 0));
      case 7 -> redrawn(picture, h, w, new AffineTransform(0, -1, -1, 0, h, w));
      case 8 -> redrawn(picture, h, w, new AffineTransform(0, -1, 1, 0, 0, w));
      default -> picture;
    };
  }

  /** Writes a picture: as PNG if it is not opaque, else as JPEG, which is smaller. */
  public static Encoded written(BufferedImage picture) throws IOException {
    String format = picture.getColorModel().hasAlpha() ? "png" : "jpeg";
    return new Encoded(format, encoded(picture, format));
  }

  /** Writes a picture as PNG. */
  public static byte[] png(BufferedImage picture) throws IOException {
    return encoded(picture, "png");
  }

  private static byte[] encoded(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream bytes = new MemoryCacheImageOutputStream(content)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
      }
      writer.setOutput(bytes);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return content.toByteArray();
  }
}
