package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredZipTest {
    private static final Map<String, String> ENTRIES = new LinkedHashMap<>();

    static {
        ENTRIES.put("a", "alpha alpha");
        ENTRIES.put("folder/ünïcode.txt", "ω".repeat(100));
        ENTRIES.put("nothing", "");
        ENTRIES.put("z".repeat(300), "omega omega");
    }

    @TempDir
    Path directory;

    private Path write(long limit) throws IOException {
        return Files.write(directory.resolve("archive.zip"), bytes(limit));
    }

    private static byte[] bytes(long limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StoredZip zip = new StoredZip(out, limit);
        for (Map.Entry<String, String> entry : ENTRIES.entrySet()) {
            zip.add(entry.getKey(), entry.getValue());
        }
        zip.finish();
        return out.toByteArray();
    }

    /** The plain form, and the ZIP64 form of what is large, far away, or all of it. */
    @ParameterizedTest
    @ValueSource(longs = {0xFFFF_FFFFL, 200, 12, 1})
    void otherReadersFindEveryEntry(long limit) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(write(limit).toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                found.put(entry.getName(), text);
            }
        }
        assertThat(found).containsExactlyEntriesOf(ENTRIES);
    }

    @Test
    void whatIsLargeIsWrittenInTheZip64Form() throws IOException {
        String end64 = "PK\006\006";
        assertThat(new String(bytes(0xFFFF_FFFFL), StandardCharsets.ISO_8859_1)).doesNotContain(end64);
        assertThat(new String(bytes(12), StandardCharsets.ISO_8859_1)).contains(end64);
    }

    @ParameterizedTest
    @ValueSource(longs = {0xFFFF_FFFFL, 1})
    void everyContentBeginsAtAMultipleOf64Bytes(long limit) throws IOException {
        String bytes = new String(bytes(limit), StandardCharsets.ISO_8859_1);
        for (String content : List.of("alpha alpha", "omega omega")) {
            assertThat(bytes.indexOf(content) % 64).as(content).isZero();
        }
    }

    @Test
    void theSameEntriesGiveTheSameBytes() throws IOException {
        assertThat(bytes(0xFFFF_FFFFL)).isEqualTo(bytes(0xFFFF_FFFFL));
    }

    @Test
    void contentOfAnotherLengthThanAnnouncedIsNoticed() {
        StoredZip zip = new StoredZip(new ByteArrayOutputStream());
        assertThatThrownBy(() -> zip.add("a", 3, out -> out.write(new byte[4])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("announced 3 bytes and wrote 4");
    }

    @Test
    void itsReaderGivesBackTextAndNumbers() throws IOException {
        float[] many = new float[40_000];
        many[39_999] = 7;
        try (StoredZipFile zip = StoredZipFile.open(numbers(many), "the test")) {
            assertThat(zip.names()).containsExactly("text", "numbers");
            assertThat(zip.text("text", 100)).isEqualTo("two numbers follow");
            float[] into = new float[40_001];
            zip.floats("numbers", into, 1, 40_000);
            assertThat(into[40_000]).isEqualTo(7);
            assertThat(zip.floats("numbers")).isEqualTo(40_000);
        }
    }

    private Path numbers(float... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StoredZip zip = new StoredZip(out);
        zip.add("text", "two numbers follow");
        zip.add("numbers", Values.of(values));
        zip.finish();
        return Files.write(directory.resolve("numbers.zip"), out.toByteArray());
    }

    @Test
    void itsReaderNoticesAChangedByte() throws IOException {
        Path path = numbers(1, 2);
        byte[] bytes = Files.readAllBytes(path);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("two numbers")] ^= 1;
        Files.write(path, bytes);
        try (StoredZipFile zip = StoredZipFile.open(path, "the test")) {
            assertThatThrownBy(() -> zip.text("text", 100)).hasMessageContaining("does not agree with its checksum");
        }
    }

    @Test
    void itsReaderRefusesWhatIsNotThereOrTooMuch() throws IOException {
        try (StoredZipFile zip = StoredZipFile.open(numbers(1, 2), "the test")) {
            assertThatThrownBy(() -> zip.text("other", 100)).hasMessageContaining("it has no entry other");
            assertThatThrownBy(() -> zip.text("text", 3)).hasMessageContaining("has 18 bytes");
            assertThatThrownBy(() -> zip.floats("numbers", new float[3], 0, 3))
                    .hasMessageContaining("has 8 bytes for 3 numbers");
        }
    }

    /** An entry that is compressed may be any size once it is not. */
    @Test
    void itsReaderRefusesCompressedEntries() throws IOException {
        Path path = directory.resolve("compressed.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry("zeros"));
            zip.write(new byte[1 << 20]);
        }
        try (StoredZipFile zip = StoredZipFile.open(path, "the test")) {
            assertThatThrownBy(() -> zip.text("zeros", 1 << 30)).hasMessageContaining("not stored uncompressed");
        }
    }

    @Test
    void itsReaderRefusesOtherFiles() throws IOException {
        Path path = Files.writeString(directory.resolve("text.zip"), "PK\003\004 but no archive");
        assertThatThrownBy(() -> StoredZipFile.open(path, "the test"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is not a ZIP archive");
        assertThatThrownBy(() -> StoredZipFile.open(directory.resolve("none"), "the test"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no such file");
    }
}
