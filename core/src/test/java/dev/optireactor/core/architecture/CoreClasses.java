package dev.optireactor.core.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled classes of core, without its tests. */
final class CoreClasses {

    static final String ROOT = "dev.optireactor.core";

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private CoreClasses() {}

    /** {@return the package below the root, such as {@code decision}; {@code core} is the root itself} */
    static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "core" : name.substring(ROOT.length() + 1);
    }

    /** {@return the name below its package, such as {@code Evaluation.Decided}} */
    static String nameOf(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
