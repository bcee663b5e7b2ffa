package dev.optireactor.core.json;

/** A value that a program handed over cannot be turned into JSON. The message says why, without showing the value. */
public final class UnwritableValueException extends Exception {

    private static final long serialVersionUID = 1L;

    UnwritableValueException(String message) {
        super(message);
    }

    UnwritableValueException(Throwable cause) {
        super("its own code threw " + cause.getClass().getName(), cause);
    }
}
