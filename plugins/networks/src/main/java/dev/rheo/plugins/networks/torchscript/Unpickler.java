package dev.rheo.plugins.networks.torchscript;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickles that {@code torch.jit.save} writes, protocol 2, as plain values: nothing in them is called. Classes are
 * {@link Global}, objects {@link Saved}, tensors {@link SavedTensor}; numbers, texts, lists and maps are Java's.
 */
final class Unpickler {
    private static final Object MARK = new Object();
    private static final Object NONE = new Object();

    private final ByteBuffer in;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Unpickler(byte[] pickle) {
        in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A class or function by its qualified name. */
    record Global(String name) {}

    /** An object and its attributes. */
    static final class Saved {
        private final Global type;
        private final Map<String, Object> attributes = new LinkedHashMap<>();

        Saved(Global type) {
            this.type = type;
        }

        Global type() {
            return type;
        }

        Map<String, Object> attributes() {
            return attributes;
        }
    }

    /** Numbers in an entry of the archive. */
    record Storage(String type, String key) {}

    /** @throws SavedModuleException if it is anything else */
    static Object read(byte[] pickle) throws SavedModuleException {
        try {
            return new Unpickler(pickle).run();
        } catch (BufferUnderflowException
                | ClassCastException
                | IndexOutOfBoundsException
                | java.util.NoSuchElementException e) {
            throw damaged();
        }
    }

    private static SavedModuleException damaged() {
        return new SavedModuleException("its data.pkl is damaged");
    }

    private Object run() throws SavedModuleException {
        for (int op = in.get() & 0xff; op != '.'; op = in.get() & 0xff) {
            step(op);
        }
        return stack.pop();
    }

    private void step(int op) throws SavedModuleException {
        switch (op) {
            case 0x80 -> in.get();
            case 'c' -> push(new Global(line() + "." + line()));
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 'h' -> push(memo.get(in.get() & 0xff));
            case 'j' -> push(memo.get(in.getInt()));
            case '(' -> push(MARK);
            case ')' -> push(List.of());
            case ']' -> push(new ArrayList<Object>());
            case '}' -> push(new LinkedHashMap<Object, Object>());
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(longNumber());
            case 'G' -> push(in.duplicate().order(ByteOrder.BIG_ENDIAN).getDouble(skip(8)));
            case 'X' -> push(text(in.getInt()));
            default -> composite(op);
        }
    }

    private void composite(int op) throws SavedModuleException {
        switch (op) {
            case 't' -> push(marked());
            case 0x85, 0x86, 0x87 -> push(popped(op - 0x84));
            case 'e' -> {
                List<Object> values = marked();
                list(top()).addAll(values);
            }
            case 'a' -> {
                Object value = stack.pop();
                list(top()).add(value);
            }
            case 'u' -> putAll(marked());
            case 's' -> putAll(popped(2));
            case 0x81 -> {
                stack.pop();
                push(new Saved((Global) stack.pop()));
            }
            case 'b' -> {
                Object state = stack.pop();
                if (top() instanceof Saved saved && state instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> saved.attributes().put(String.valueOf(name), value));
                }
            }
            case 'R' -> {
                Object arguments = stack.pop();
                push(call((Global) stack.pop(), list(arguments)));
            }
            case 'Q' -> push(storage(list(stack.pop())));
            default -> throw new SavedModuleException("its data.pkl has the unknown operation " + op);
        }
    }

    /** The only function whose result matters; what others make is opaque. */
    private static Object call(Global function, List<Object> arguments) {
        if (!function.name().startsWith("torch._utils._rebuild_tensor") || arguments.size() < 5) {
            return function;
        }
        return new SavedTensor(
                (Storage) arguments.get(0),
                (Long) arguments.get(1),
                longs(arguments.get(2)),
                longs(arguments.get(3)),
                arguments.get(4).equals(true));
    }

    private static Storage storage(List<Object> reference) {
        return new Storage(((Global) reference.get(1)).name(), (String) reference.get(2));
    }

    private static long[] longs(Object list) {
        return list(list).stream().mapToLong(each -> (Long) each).toArray();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private void putAll(List<Object> pairs) {
        if (top() instanceof Map<?, ?> map) {
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                ((Map<Object, Object>) map).put(pairs.get(i), pairs.get(i + 1));
            }
        }
    }

    private void push(@Nullable Object value) {
        stack.push(value == null ? NONE : value);
    }

    private Object top() {
        return stack.element();
    }

    /** Everything down to the last mark, which goes too. */
    private List<Object> marked() {
        List<Object> values = new ArrayList<>();
        for (Object value = stack.pop(); value != MARK; value = stack.pop()) {
            values.add(value);
        }
        java.util.Collections.reverse(values);
        return values;
    }

    private List<Object> popped(int count) {
        Object[] values = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            values[i] = stack.pop();
        }
        return Arrays.asList(values);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (byte next = in.get(); next != '\n'; next = in.get()) {
            line.append((char) (next & 0xff));
        }
        return line.toString();
    }

    private String text(int length) {
        byte[] utf8 = new byte[Math.min(Math.max(0, length), in.remaining() + 1)];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private long longNumber() {
        int length = in.get() & 0xff;
        long value = 0;
        for (int i = 0; i < length; i++) {
            long next = in.get() & 0xff;
            value |= i < Long.BYTES ? next << 8 * i : 0;
        }
        return value;
    }

    private int skip(int bytes) {
        int at = in.position();
        in.position(at + bytes);
        return at;
    }
}
