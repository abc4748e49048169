package dev.rheo.runtime.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ByteArrayOutputStream pickle = new ByteArrayOutputStream();
            pickle.write(OBJECT);
            pickle.write(STATE);
            put(zip, "m/data.pkl", pickle.toByteArray());
            put(
                    zip,
                    "m/code/__torch__.py",
                    (HEAD + (kernels.methods() + methods).indent(2)).getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", NO_CONSTANTS);
            put(zip, "m/version", bytes("10\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
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
