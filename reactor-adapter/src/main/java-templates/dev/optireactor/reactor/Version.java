package dev.optireactor.reactor;

/** Written by the build: a constant needs no file at run time, and stays right when jars are merged. */
final class Version {

    static final String OF_THIS_LIBRARY = "${project.version}";

    private Version() {}
}
