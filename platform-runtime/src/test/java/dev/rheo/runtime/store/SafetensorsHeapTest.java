package dev.rheo.runtime.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Malicious files are opened in a process of their own with a small heap and a limit of time: each must be refused there. */
class SafetensorsHeapTest {
    private static final String HEAP = "-Xmx32m";
    private static final long LONGEST_SECONDS = 60;
    private static final int LONG = 4 << 20;

    @TempDir
    Path directory;

    /** Opens every file of a directory and says what came of it. */
    public static final class Victim {
        public static void main(String[] arguments) throws IOException {
            for (Path path : AtomicFiles.entries(Path.of(arguments[0]))) {
                String outcome;
                try (SafetensorsFile file = SafetensorsFile.open(path)) {
                    outcome = "accepted " + file.tensors().size();
                } catch (StoreException refused) {
                    outcome = "refused: " + refused.why();
                }
                System.out.println(path.getFileName() + " " + outcome);
            }
        }
    }

    private Map<String, String> victim() throws IOException, InterruptedException {
        Path out = directory.resolveSibling(directory.getFileName() + ".out");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        List<String> lines = Files.readAllLines(out);
        Files.delete(out);
        assertThat(ended).as("ends in time: %s", lines).isTrue();
        assertThat(process.exitValue()).as("%s", lines).isZero();
        Map<String, String> outcomes = new LinkedHashMap<>();
        lines.forEach(
                line -> outcomes.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return outcomes;
    }

    private void file(String name, String header) throws IOException {
        file(name, header.getBytes(UTF_8), 0);
    }

    private void file(String name, byte[] header, int data) throws IOException {
        claiming(name, header.length, header, data);
    }

    private void claiming(String name, long length, byte[] header, int data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(directory.resolve(name), bytes.putLong(length).put(header).array());
    }

    private static String tensor(String name, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"U8\",\"shape\":[" + shape + "],\"data_offsets\":[" + offsets + "]}";
    }

    private void shapes() throws IOException {
        file("shape-2^62", "{" + tensor("a", "4611686018427387904", "0,4611686018427387904") + "}");
        file("shape-overflows", "{" + tensor("a", "4294967296,4294967296", "0,0") + "}");
        file("shape-of-many", "{" + tensor("a", "1,".repeat(LONG / 2) + "1", "0,1") + "}");
        file("shape-huge-number", "{" + tensor("a", "9".repeat(LONG), "0,1") + "}");
        file("shape-exponent", "{" + tensor("a", "1e999999999", "0,1") + "}");
        file("shape-negative", "{" + tensor("a", "-1", "0,1") + "}");
        file("shape-fraction", "{" + tensor("a", "1.0", "0,1") + "}");
    }

    private void offsets() throws IOException {
        byte[] overlapping = ("{" + tensor("a", "4", "0,4") + "," + tensor("b", "4", "2,6") + "}").getBytes(UTF_8);
        file("offsets-overlap", overlapping, 6);
        byte[] twice = ("{" + tensor("a", "4", "0,4") + "," + tensor("b", "4", "0,4") + "}").getBytes(UTF_8);
        file("offsets-twice-the-same", twice, 4);
        file("offsets-gap", ("{" + tensor("a", "2", "2,4") + "}").getBytes(UTF_8), 4);
        file("offsets-backwards", ("{" + tensor("a", "2", "4,2") + "}").getBytes(UTF_8), 4);
        file("offsets-beyond", "{" + tensor("a", "9000000000", "0,9000000000") + "}");
        file("offsets-negative", "{" + tensor("a", "2", "-2,0") + "}");
        file("offsets-overflow", "{" + tensor("a", "1", "9223372036854775807,9223372036854775808") + "}");
    }

    private void lengths() throws IOException {
        byte[] empty = "{}".getBytes(UTF_8);
        for (long length : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 100_000_000, 100_000_001, 1L << 40, 3}) {
            claiming("length-" + length, length, empty, 0);
        }
    }

    private void nesting() throws IOException {
        file("nested-lists", "[".repeat(LONG));
        file("nested-objects", "{\"a\":".repeat(LONG / 8));
        file("nested-dtype", "{\"a\":{\"dtype\":" + "[".repeat(LONG));
        file("nested-unknown-field", "{\"a\":{\"x\":" + "[".repeat(LONG));
        file("nested-metadata", "{\"__metadata__\":{\"x\":" + "[".repeat(LONG));
    }

    private void names() throws IOException {
        file("name-long", "{\"" + "n".repeat(LONG) + "\":1}");
        file("name-endless", "{\"" + "n".repeat(LONG));
        file("name-escapes", "{\"" + "\\u0041".repeat(LONG / 8) + "\":1}");
        file("dtype-long", "{\"a\":{\"dtype\":\"" + "F".repeat(LONG) + "\"}}");
        file("metadata-long", "{\"__metadata__\":{\"x\":\"" + "m".repeat(LONG));
        file("duplicate-name", "{" + tensor("a", "0", "0,0") + "," + tensor("\\u0061", "0", "0,0") + "}");
        file("duplicate-field", "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"shape\":[0],\"data_offsets\":[0,0]}}");
        file("duplicate-metadata", "{\"__metadata__\":{\"x\":\"1\",\"x\":\"2\"}}");
        file("text-utf-16", "{\"a\":1}".getBytes(UTF_16BE), 0);
        file("text-latin", "{\"é\":1}".getBytes(ISO_8859_1), 0);
        file("text-spaces", " ".repeat(LONG));
    }

    @Test
    void refusesEveryMaliciousHeaderInASmallHeap() throws Exception {
        lengths();
        shapes();
        offsets();
        nesting();
        names();
        List<Path> files = AtomicFiles.entries(directory);

        Map<String, String> outcomes = victim();

        assertThat(outcomes).hasSameSizeAs(files).allSatisfy((name, outcome) -> assertThat(outcome)
                .as(name)
                .startsWith("refused: ")
                .hasSizeGreaterThan(15)
                .hasSizeLessThan(400));
        assertThat(outcomes.get("offsets-overlap")).contains("\"b\"", "leaves a gap or overlaps another");
        assertThat(outcomes.get("duplicate-name")).contains("names \"a\" twice");
    }

    /** 2^15 names of one hash code: a table that looks at each of them for each other one would take half a billion steps. */
    @Test
    void isNotSlowedDownByNamesOfOneHashCode() throws Exception {
        List<String> tensors = new ArrayList<>();
        for (int i = 0; i < 1 << 15; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 15; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            tensors.add(tensor(name.toString(), "0", "0,0"));
        }
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());
        file("colliding", "{" + String.join(",", tensors) + "}");

        assertThat(victim()).containsEntry("colliding", "accepted 32768");
    }
}
