package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * A fixed map from samples to the features that metrics compare.
 *
 * @param name of the extractor, part of the names of what is measured on it
 * @param hash SHA-256 of its parameters, hexadecimal
 * @param map samples in original units to their features
 */
record Features(String name, String hash, UnaryOperator<Points> map) {
    private static final int DETAIL = 12;

    /** The first 48 bits of the hash: as many as a number in JSON holds exactly. */
    double hashNumber() {
        return Long.parseLong(hash.substring(0, DETAIL), 16);
    }

    /** For the meaning of measurements. */
    String words() {
        return "features: " + name + ", SHA-256 " + hash.substring(0, DETAIL) + "…";
    }

    static String hash(float[]... parameters) {
        MessageDigest digest = sha256();
        for (float[] part : parameters) {
            ByteBuffer bytes = ByteBuffer.allocate(part.length * Float.BYTES);
            bytes.asFloatBuffer().put(part);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String hash(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** Of samples as they are. */
    static Features identity(String name) {
        return new Features(name, hash("identity".getBytes(StandardCharsets.US_ASCII)), points -> points);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
