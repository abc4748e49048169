package dev.rheo.runtime.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON part of a safetensors file. Read as a stream of tokens with limits on everything that can be repeated, so that
 * what it makes of a header is bounded whatever the header says.
 *
 * @param tensors in the order of their bytes
 */
record SafetensorsHeader(List<TensorInfo> tensors, Map<String, String> metadata) {
    private static final int MAX_TENSORS = 1 << 16;
    private static final int MAX_METADATA = 1 << 14;
    private static final int MAX_RANK = 64;

    static byte[] render(List<Tensor> sorted, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(Safetensors.METADATA);
                new TreeMap<>(metadata).forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long begin = 0;
            for (Tensor tensor : sorted) {
                long end = Math.addExact(begin, tensor.bytes());
                json.writeObjectPropertyStart(tensor.name());
                json.writeStringProperty("dtype", tensor.values().type().name());
                writeLongs(json, "shape", tensor.shape());
                writeLongs(json, "data_offsets", List.of(begin, end));
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        while (bytes.size() % Long.BYTES != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static void writeLongs(JsonGenerator json, String name, List<Long> numbers) {
        long[] array = numbers.stream().mapToLong(Long::longValue).toArray();
        json.writeName(name);
        json.writeArray(array, 0, array.length);
    }

    /** Says what is wrong with a header, in a form that follows "Cannot read X: ". */
    static final class Malformed extends Exception {
        Malformed(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads a header.
     *
     * @param header ends where the header ends
     * @param dataLength bytes that follow the header in the file; the tensors must fill them
     */
    static SafetensorsHeader parse(InputStream header, long dataLength) throws Malformed, IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .build();
        // a reader, since Jackson would otherwise guess UTF-16; its decoder refuses what is no UTF-8
        Reader text = new InputStreamReader(header, StandardCharsets.UTF_8.newDecoder());
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), text)) {
            return new Parsing(json).header(dataLength);
        } catch (JacksonIOException fault) {
            throw fault.getCause();
        } catch (JacksonException broken) {
            throw new Malformed("its header is not valid JSON (" + broken.getOriginalMessage() + ")");
        }
    }

    private static final class Parsing {
        private final JsonParser json;
        private final List<TensorInfo> tensors = new ArrayList<>();
        private final Map<String, String> metadata = new TreeMap<>();
        private final Set<String> names = new HashSet<>();

        Parsing(JsonParser json) {
            this.json = json;
        }

        SafetensorsHeader header(long dataLength) throws Malformed {
            expect(json.nextToken() == JsonToken.START_OBJECT, "its header is not a JSON object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                expect(names.add(name), "its header names " + shown(name) + " twice");
                if (name.equals(Safetensors.METADATA)) {
                    readMetadata();
                } else {
                    expect(tensors.size() < MAX_TENSORS, "its header lists more than " + MAX_TENSORS + " tensors");
                    tensors.add(tensor(name));
                }
            }
            expect(json.currentToken() == JsonToken.END_OBJECT, "its header does not end");
            expect(json.nextToken() == null, "something follows the JSON object in its header");
            tensors.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
            checkNoGaps(dataLength);
            return new SafetensorsHeader(List.copyOf(tensors), metadata);
        }

        private void readMetadata() throws Malformed {
            expect(json.nextToken() == JsonToken.START_OBJECT, "its metadata is not a JSON object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                expect(json.nextToken() == JsonToken.VALUE_STRING, "the metadata " + shown(key) + " is not a text");
                expect(metadata.size() < MAX_METADATA, "it has more than " + MAX_METADATA + " metadata entries");
                expect(metadata.put(key, json.getString()) == null, "the metadata " + shown(key) + " is there twice");
            }
        }

        private TensorInfo tensor(String name) throws Malformed {
            Map<String, Object> fields = new HashMap<>();
            String which = "the tensor " + shown(name);
            expect(json.nextToken() == JsonToken.START_OBJECT, which + " is not described by an object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                Object value =
                        switch (field) {
                            case "dtype" -> type(which);
                            case "shape" -> naturals(which + "'s shape", MAX_RANK);
                            case "data_offsets" -> naturals(which + "'s data_offsets", 2);
                            default -> throw new Malformed(which + " has an unknown field " + shown(field));
                        };
                expect(fields.put(field, value) == null, which + " has " + field + " twice");
            }
            if (fields.get("dtype") instanceof ElementType type
                    && fields.get("shape") instanceof long[] shape
                    && fields.get("data_offsets") instanceof long[] offsets
                    && offsets.length == 2) {
                expect(offsets[0] <= offsets[1], which + " ends before it begins");
                expect(
                        length(type, shape, which) == offsets[1] - offsets[0],
                        which + "'s shape does not agree with its number of bytes");
                return new TensorInfo(name, type, Arrays.stream(shape).boxed().toList(), offsets[0], offsets[1]);
            }
            throw new Malformed(which + " needs dtype, shape and two data_offsets");
        }

        private ElementType type(String which) throws Malformed {
            expect(json.nextToken() == JsonToken.VALUE_STRING, which + "'s dtype is not a text");
            String name = json.getString();
            return ElementType.named(name)
                    .orElseThrow(() -> new Malformed(which + " has the unknown dtype " + shown(name)));
        }

        private long[] naturals(String which, int atMost) throws Malformed {
            expect(json.nextToken() == JsonToken.START_ARRAY, which + " is not a list");
            long[] numbers = new long[atMost];
            int count = 0;
            while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                expect(count < atMost, which + " has more than " + atMost + " numbers");
                long number = json.getLongValue();
                expect(number >= 0, which + " has the negative number " + number);
                numbers[count++] = number;
            }
            expect(json.currentToken() == JsonToken.END_ARRAY, which + " has something else than whole numbers");
            return Arrays.copyOf(numbers, count);
        }

        private static long length(ElementType type, long[] shape, String which) throws Malformed {
            try {
                long bytes = type.bytes();
                for (long size : shape) {
                    bytes = Math.multiplyExact(bytes, size);
                }
                return bytes;
            } catch (ArithmeticException tooMany) {
                throw new Malformed(which + "'s shape has too many elements");
            }
        }

        private void checkNoGaps(long dataLength) throws Malformed {
            long end = 0;
            for (TensorInfo tensor : tensors) {
                expect(
                        tensor.begin() == end,
                        "the tensor " + shown(tensor.name()) + " leaves a gap or overlaps another");
                end = tensor.end();
            }
            expect(
                    end == dataLength,
                    "its header describes " + end + " bytes of numbers and " + dataLength + " follow");
        }

        private static void expect(boolean condition, String why) throws Malformed {
            if (!condition) {
                throw new Malformed(why);
            }
        }

        private static String shown(String name) {
            return '"' + (name.length() <= 60 ? name : name.substring(0, 60) + "…") + '"';
        }
    }
}
