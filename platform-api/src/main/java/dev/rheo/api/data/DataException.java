package dev.rheo.api.data;

/** Data that cannot be used. The message says what and where (file, line), the remedy what to do now. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public DataException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public DataException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
