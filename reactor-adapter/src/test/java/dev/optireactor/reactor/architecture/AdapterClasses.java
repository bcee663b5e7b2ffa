package dev.optireactor.reactor.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled classes of the adapter, without its tests. */
final class AdapterClasses {

    static final String ROOT = "dev.optireactor.reactor";

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private AdapterClasses() {}

    /** {@return the package below the root, such as {@code event}; {@code reactor} is the root itself} */
    static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "reactor" : name.substring(ROOT.length() + 1);
    }

    /** {@return the name below its package, such as {@code DatafileStatus.Valid}} */
    static String nameOf(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
