package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a parameter vector: SHA-256 over θ's float32 values as little-endian bytes in layout order, bit for bit
 * (so −0 and 0 differ). Two runs that agree in it have computed the same model.
 */
public final class ParameterHash {
    /** Number of leading hexadecimal digits that are printed for people; {@code run.json} holds all 64. */
    public static final int PREFIX = 12;

    private ParameterHash() {}

    /** All 64 digits, in lower case. */
    public static String of(float[] theta) {
        MessageDigest digest = sha256();
        LittleEndianOutput out =
                new LittleEndianOutput(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        try {
            out.floats(theta, 0, theta.length);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return hex(digest);
    }

    /** The first {@value #PREFIX} digits. */
    public static String prefix(String hash) {
        return hash.substring(0, Math.min(PREFIX, hash.length()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
