package dev.optireactor.core.conformance;

/** The SDKs whose answers were recorded. */
enum Sdk {
    PYTHON("python"),
    JAVA("java"),
    JAVASCRIPT("javascript");

    private final String key;

    Sdk(String key) {
        this.key = key;
    }

    /** {@return its name in vectors} */
    String key() {
        return key;
    }
}
