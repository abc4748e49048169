package dev.rheo.runtime.latent;

/** A training of an autoencoder that went astray; the message says where. */
public final class AutoencoderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AutoencoderException(String message) {
        super(message);
    }
}
