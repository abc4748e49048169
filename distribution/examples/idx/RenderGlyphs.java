import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Renders every glyph, blank ones aside, of the icon font in a jar to a grey picture of 28×28, white on black, and writes them as one IDX file in
 * the order of their code points: {@code java RenderGlyphs.java JAR OUT}. For {@code glyphs.yaml}, the jar is {@code
 * org.kordamp.ikonli:ikonli-materialdesign2-pack:12.3.1} of Maven Central, whose font (Material Design Icons 5.8.55, Apache
 * License 2.0) has 5855 glyphs. Needs nothing but a JDK of 17 or newer; a JDK without fonts of its own needs fontconfig, as all
 * text in Java does.
 */
final class RenderGlyphs {
    private static final int SIZE = 28;
    private static final int MARGIN = 2;
    private static final int FINER = 8;

    private RenderGlyphs() {}

    public static void main(String[] arguments) throws IOException, FontFormatException {
        if (arguments.length != 2) {
            System.err.println("usage: java RenderGlyphs.java JAR OUT");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        Font font = font(Path.of(arguments[0])).deriveFont((float) (FINER * (SIZE - 2 * MARGIN)));
        List<byte[]> pictures = IntStream.rangeClosed('!', Character.MAX_CODE_POINT)
                .filter(font::canDisplay)
                .mapToObj(glyph -> picture(font, glyph))
                .filter(picture -> !Arrays.equals(picture, new byte[SIZE * SIZE])) // spaces of some width
                .toList();
        Path target = Path.of(arguments[1]);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            out.writeInt(0x00000803); // unsigned bytes in three dimensions
            out.writeInt(pictures.size());
            out.writeInt(SIZE);
            out.writeInt(SIZE);
            for (byte[] picture : pictures) {
                out.write(picture);
            }
        }
        System.out.println(pictures.size() + " glyphs of " + font.getFontName() + " in " + target);
    }

    private static Font font(Path jar) throws IOException, FontFormatException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(each -> each.getName().endsWith(".ttf"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + " holds no TrueType font (.ttf)"));
            try (InputStream in = zip.getInputStream(entry)) {
                return Font.createFont(Font.TRUETYPE_FONT, in);
            }
        }
    }

    /** The em square fills the picture but for the margin; a glyph keeps its place in it. */
    private static byte[] picture(Font font, int glyph) {
        int fine = FINER * SIZE;
        BufferedImage image = new BufferedImage(fine, fine, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        FontRenderContext context = new FontRenderContext(null, false, true);
        double below = font.getLineMetrics("", context).getDescent();
        Shape outline = font.createGlyphVector(context, Character.toChars(glyph)).getOutline();
        graphics.fill(AffineTransform.getTranslateInstance(FINER * MARGIN, fine - FINER * MARGIN - below)
                .createTransformedShape(outline));
        graphics.dispose();
        return averaged(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    }

    private static byte[] averaged(byte[] fine) {
        byte[] pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            int sum = 0;
            for (int y = 0; y < FINER; y++) {
                for (int x = 0; x < FINER; x++) {
                    sum += fine[(i / SIZE * FINER + y) * SIZE * FINER + i % SIZE * FINER + x] & 0xff;
                }
            }
            pixels[i] = (byte) Math.round((double) sum / (FINER * FINER));
        }
        return pixels;
    }
}
