package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path directory;

    private static byte[] bytes(List<Tensor> tensors, Map<String, String> metadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, tensors, metadata);
        return out.toByteArray();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("x.safetensors"), content);
    }

    private Path file(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(text.length).put(text);
        for (int i = 0; i < dataBytes; i++) {
            buffer.put((byte) i);
        }
        return file(buffer.array());
    }

    @Test
    void writesTheBytesThatTheFormatDefines() throws IOException {
        byte[] actual = bytes(List.of(Tensor.of("w", Values.of(1f, -2f), 2, 1)), Map.of());

        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
        String padded = header + " ".repeat(7 - (header.length() + 7) % 8);
        ByteBuffer expected = ByteBuffer.allocate(8 + padded.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .putFloat(1f)
                .putFloat(-2f);
        assertThat(actual).isEqualTo(expected.array());
        assertThat(padded.length() % 8).isZero();
    }

    @Test
    void readsEveryTypeThatItWrites() throws IOException {
        float[] floats = {1, Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7fc12345)
        };
        Path path = file(bytes(
                List.of(
                        Tensor.of("floats", Values.of(floats), 2, 3),
                        Tensor.of("part", Values.of(floats, 1, 2), 2),
                        Tensor.of("doubles", Values.of(Math.PI, -0.0), 2),
                        Tensor.of("longs", Values.of(Long.MIN_VALUE, 7L), 1, 2),
                        Tensor.of("ints", Values.of(Integer.MAX_VALUE), 1),
                        Tensor.of("bytes", Values.of(new byte[] {-1, 0, 1}), 3),
                        Tensor.of("scalar", Values.of(0.5)),
                        Tensor.of("none", Values.of(new float[0]), 0, 4)),
                Map.of("format", "pt", "ñ\"", "\n")));

        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "ñ\"", "\n"));
            assertThat(bits(file.floats("floats"))).isEqualTo(bits(floats));
            assertThat(bits(file.floats("part"))).isEqualTo(bits(Arrays.copyOfRange(floats, 1, 3)));
            assertThat(file.doubles("doubles")).containsExactly(Math.PI, -0.0);
            assertThat(file.longs("longs")).containsExactly(Long.MIN_VALUE, 7L);
            assertThat(file.ints("ints")).containsExactly(Integer.MAX_VALUE);
            assertThat(file.bytes("bytes")).containsExactly(-1, 0, 1);
            assertThat(file.doubles("scalar")).containsExactly(0.5);
            assertThat(file.floats("none")).isEmpty();
            assertThat(file.tensor("floats").shape()).containsExactly(2L, 3L);
            assertThat(file.tensor("scalar").shape()).isEmpty();
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void givesTheSameBytesWhateverTheOrderOfTensorsAndMetadata() throws IOException {
        Tensor a = Tensor.of("a", Values.of(1f), 1);
        Tensor b = Tensor.of("b", Values.of(2f), 1);
        Tensor wide = Tensor.of("z", Values.of(3.0), 1);

        assertThat(bytes(List.of(a, wide, b), Map.of("k", "1", "l", "2")))
                .isEqualTo(bytes(List.of(b, a, wide), Map.of("l", "2", "k", "1")));
        try (SafetensorsFile file = SafetensorsFile.open(file(bytes(List.of(a, b, wide), Map.of())))) {
            assertThat(file.tensors()).extracting(TensorInfo::name).containsExactly("z", "a", "b");
        }
    }

    @Test
    void readsWhatPythonWrites() throws IOException {
        // as safetensors.torch.save_file lays {"b": tensor([0., 1.]), "a": tensor(5)} out, with its metadata and
        // padding
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"a\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}     ";
        ByteBuffer buffer = ByteBuffer.allocate(8 + header.length() + 16).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        buffer.putLong(5).putFloat(0).putFloat(1);

        try (SafetensorsFile file = SafetensorsFile.open(file(buffer.array()))) {
            assertThat(file.longs("a")).containsExactly(5);
            assertThat(file.floats("b")).containsExactly(0, 1);
        }
    }

    /** The example in the format's own documentation (safetensors/src/tensor.rs), whose header is not padded. */
    @Test
    void readsTheExampleOfTheFormatsAuthors() throws IOException {
        String header = "{\"test\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
        byte[] example = ("<\0\0\0\0\0\0\0" + header + "\0".repeat(16)).getBytes(StandardCharsets.US_ASCII);

        try (SafetensorsFile file = SafetensorsFile.open(file(example))) {
            assertThat(file.ints("test")).containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void givesTheBytesOfTypesThatJavaLacks() throws IOException {
        Path path = file("{\"h\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4);

        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.bytes("h")).containsExactly(0, 1, 2, 3);
            assertThatThrownBy(() -> file.floats("h"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("BF16 where F32 is expected");
        }
    }

    @Test
    void streamsTensorsLargerThanItsBuffer() throws IOException {
        float[] large = new float[100_003];
        for (int i = 0; i < large.length; i++) {
            large[i] = i;
        }
        Path path = file(bytes(List.of(Tensor.of("w", Values.of(large), large.length)), Map.of()));

        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats("w")).isEqualTo(large);
            float[] part = new float[3];
            file.floats("w", 70_000, part, 1, 2);
            assertThat(part).containsExactly(0, 70_000, 70_001);
            assertThatThrownBy(() -> file.floats("w", 100_002, part, 0, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void readsBeyondTwoGibibytes() throws IOException {
        long count = 3L << 28; // 3 GiB of float32, a hole on the disk but for its end
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[" + count + "],\"data_offsets\":[0," + 4 * count + "]}}";
        Path path = file(header, 0);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(8 + header.length() + 4 * count);
            sparse.seek(8 + header.length() + 4 * (count - 1));
            sparse.writeInt(Integer.reverseBytes(Float.floatToIntBits(42)));
        }

        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            float[] last = new float[1];
            file.floats("w", count - 1, last, 0, 1);
            assertThat(last).containsExactly(42);
        }
        Files.delete(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | 12 | leaves a gap or overlaps
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                     | 8  | leaves a gap or overlaps
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                     | 4  | describes 8 bytes of numbers and 4 follow
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                     | 8  | describes 4 bytes of numbers and 8 follow
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | names "a" twice
            {"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}       | 4  | has dtype twice
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}                     | 8  | shape does not agree
            {"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}   | 0  | too many elements
            {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}}  | 0  | not valid JSON
            {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                    | 4  | the negative number -1
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}                     | 4  | ends before it begins
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}                   | 4  | more than 2 numbers
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}                       | 4  | needs dtype, shape and two data_offsets
            {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}                   | 4  | something else than whole numbers
            {"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}                     | 4  | unknown dtype "F33"
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}               | 4  | unknown field "x"
            {"a":{"shape":[1],"data_offsets":[0,4]}}                                   | 4  | needs dtype, shape
            {"a":[1]}                                                                  | 4  | not described by an object
            {"__metadata__":{"k":1}}                                                   | 0  | is not a text
            {"__metadata__":{"k":"1","k":"2"}}                                         | 0  | is there twice
            {"__metadata__":{},"__metadata__":{}}                                      | 0  | twice
            []                                                                         | 0  | not a JSON object
            {} {}                                                                      | 0  | something follows
            {"a":                                                                      | 0  | not valid JSON
            """)
    void refusesAHeaderThatIsWrong(String header, int dataBytes, String why) throws IOException {
        Path path = file(header, dataBytes);

        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"-1", "9223372036854775807", "100000001", "99999999", "1000", "0", "1"})
    void refusesAHeaderLengthThatCannotBe(long length) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length);

        assertThatThrownBy(() -> SafetensorsFile.open(file(buffer.array())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it claims a header of");
    }

    @Test
    void refusesWhatIsNoFileOfTheKind() throws IOException {
        assertThatThrownBy(() -> SafetensorsFile.open(file(new byte[3])))
                .hasMessageContaining("too short to be a safetensors file");
        assertThatThrownBy(() -> SafetensorsFile.open(file(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xff, '}'})))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> SafetensorsFile.open(directory.resolve("absent")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> SafetensorsFile.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is a directory");
    }

    @Test
    void refusesToWriteWhatCouldNotBeRead() {
        Tensor a = Tensor.of("a", Values.of(1f), 1);

        assertThatThrownBy(() -> bytes(List.of(a, a), Map.of())).hasMessageContaining("given twice");
        assertThatThrownBy(() -> bytes(List.of(Tensor.of("__metadata__", Values.of(1f), 1)), Map.of()))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> Tensor.of("a", Values.of(1f), 2)).hasMessageContaining("given 1 values");
        Values liar = Values.values(ElementType.F32, 2, out -> out.floats(new float[3], 0, 3));
        assertThatThrownBy(() -> bytes(List.of(Tensor.of("a", liar, 2)), Map.of()))
                .hasMessageContaining("announced 8 bytes of numbers and wrote 12");
    }
}
