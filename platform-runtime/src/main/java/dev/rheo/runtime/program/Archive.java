package dev.rheo.runtime.program;

import dev.rheo.api.graph.TorchModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript archive: a ZIP of stored entries with the source text of one module and a pickle of the module object,
 * which has no attributes but {@code training}. Format of torch.jit.save,
 * version 10: older ones make the loader replace operations by compatible, slower ones.
 */
public final class Archive {
    /** Pickle protocol 2: the class {@code __torch__.M}, an empty tuple, NEWOBJ, a dictionary begun. */
    private static final byte[] OBJECT = bytes("\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training");

    /** True, SETITEMS, BUILD, STOP. */
    private static final byte[] STATE = bytes("\u0088ub.");

    /** Pickle protocol 2: the empty tuple. */
    private static final byte[] NO_CONSTANTS = bytes("\u0080\u0002).");

    private static final String HEAD =
            "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

    private Archive() {}

    /**
     * @param methods function definitions without indentation
     * @param kernels what their large products run on
     */
    public static byte[] of(String methods, Kernels kernels) {
        return of(methods, kernels, null);
    }

    /** @param module an attribute of the program's module, or null */
    public static byte[] of(String methods, Kernels kernels, @Nullable TorchModule module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ByteArrayOutputStream pickle = new ByteArrayOutputStream();
            String text = (kernels.methods() + methods).indent(2);
            if (module == null) {
                pickle.write(OBJECT);
                pickle.write(STATE);
                put(zip, "m/code/__torch__.py", (HEAD + text).getBytes(StandardCharsets.UTF_8));
                put(zip, "m/constants.pkl", NO_CONSTANTS);
            } else {
                embed(module, pickle, zip);
                String attribute = "  " + EmbeddedModule.NAME + " : " + module.type() + "\n";
                put(
                        zip,
                        "m/code/__torch__/rheo_program.py",
                        (HEAD + attribute + text).getBytes(StandardCharsets.UTF_8));
            }
            put(zip, "m/data.pkl", pickle.toByteArray());
            put(zip, "m/version", bytes("10\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The module's pickle goes into that of the program's object, its code and tensors beside the program's. */
    private static void embed(TorchModule module, ByteArrayOutputStream pickle, ZipOutputStream zip)
            throws IOException {
        byte[] object = module.entries().getOrDefault("data.pkl", new byte[0]);
        if (object.length < 4 || object[0] != (byte) 0x80 || object[1] != 2 || object[object.length - 1] != '.') {
            throw new IllegalArgumentException("The module " + module.type() + " is not a pickle of protocol 2.");
        }
        pickle.write(bytes("\u0080\u0002c__torch__.rheo_program\nM\n)\u0081}("));
        pickle.write(text("training"));
        pickle.write(0x88);
        pickle.write(text(EmbeddedModule.NAME));
        pickle.write(object, 2, object.length - 3);
        pickle.write(bytes("ub."));
        for (Map.Entry<String, byte[]> entry : module.entries().entrySet()) {
            String name = entry.getKey();
            if ((name.startsWith("code/") && name.endsWith(".py"))
                    || name.startsWith("data/")
                    || name.startsWith("constants")
                    || name.equals("byteorder")) {
                put(zip, "m/" + name, entry.getValue());
            }
        }
        if (!module.entries().containsKey("constants.pkl")) {
            put(zip, "m/constants.pkl", NO_CONSTANTS);
        }
    }

    /** A text in a pickle. */
    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(utf8.length + 5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'X')
                .putInt(utf8.length)
                .put(utf8)
                .array();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
