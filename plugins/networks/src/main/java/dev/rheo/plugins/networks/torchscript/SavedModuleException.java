package dev.rheo.plugins.networks.torchscript;

/** A file that is no module that can be used; the message says why, in half a sentence about the file. */
final class SavedModuleException extends Exception {
    private static final long serialVersionUID = 1L;

    SavedModuleException(String why) {
        super(why);
    }
}
