package dev.rheo.api.network;

/** The answer to whether something can be built. */
public sealed interface Support {
    static Support yes() {
        return new Yes();
    }

    /**
     * @param why the reason, one sentence
     * @param remedy what to do now
     */
    static Support no(String why, String remedy) {
        return new No(why, remedy);
    }

    /** It can. */
    record Yes() implements Support {}

    /** It cannot, for a reason, and what helps. */
    record No(String why, String remedy) implements Support {}
}
