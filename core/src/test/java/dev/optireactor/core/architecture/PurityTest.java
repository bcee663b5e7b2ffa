package dev.optireactor.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.optireactor.core.decision.DecisionKernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Core is a function: no clock, no randomness, no threads, no I/O, no logger, no framework. */
class PurityTest {

    /** Single types of packages that are otherwise out of bounds. */
    private static final Set<String> VALUES = Stream.of(
                    ByteArrayOutputStream.class,
                    StringWriter.class,
                    Serializable.class,
                    URI.class,
                    MessageDigest.class,
                    NoSuchAlgorithmException.class,
                    Array.class,
                    // Kinds of numbers that a program may hand in.
                    AtomicInteger.class,
                    AtomicLong.class,
                    LongAdder.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    private static final List<Class<?>> IMPURE = List.of(
            Thread.class,
            ThreadLocal.class,
            Runtime.class,
            Process.class,
            ProcessBuilder.class,
            ClassLoader.class,
            Random.class,
            SplittableRandom.class,
            Timer.class,
            Date.class,
            Calendar.class,
            Scanner.class,
            ServiceLoader.class);

    /** The only methods that may be called on these types, which otherwise depend on the world. */
    private static final Map<String, Set<String>> ALLOWED_CALLS = Map.of(
            "java.lang.System", Set.of("identityHashCode", "arraycopy"),
            "java.util.UUID",
                    Set.of(
                            "toString",
                            "equals",
                            "hashCode",
                            "fromString",
                            "getMostSignificantBits",
                            "getLeastSignificantBits"),
            "java.util.concurrent.atomic.AtomicInteger", Set.of("get"),
            "java.util.concurrent.atomic.AtomicLong", Set.of("get"),
            "java.util.concurrent.atomic.LongAdder", Set.of("sum"));

    private static final Map<String, Set<String>> FORBIDDEN_CALLS = Map.of(
            "java.lang.Object", Set.of("wait", "notify", "notifyAll"),
            "java.lang.Math", Set.of("random"),
            "java.util.Locale", Set.of("getDefault"),
            "java.nio.charset.Charset", Set.of("defaultCharset"),
            "java.util.Collections", Set.of("shuffle"));

    private static final ArchRule SEES_VALUES_ONLY = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            CoreClasses.ROOT + "..",
                            "org.jspecify.annotations",
                            "tools.jackson.core..",
                            "java.lang",
                            "java.lang.annotation",
                            "java.lang.invoke",
                            "java.lang.runtime",
                            "java.math",
                            "java.nio.charset",
                            "java.util",
                            "java.util.function",
                            "java.util.stream")
                    .or(describe("is a harmless value", type -> VALUES.contains(type.getName())))
                    .or(describe("is primitive or an array", type -> type.isPrimitive() || type.isArray())));

    private static final ArchRule USES_NO_IMPURE_TYPE = noClasses()
            .should()
            .dependOnClassesThat(describe("are impure", type -> IMPURE.stream().anyMatch(type::isAssignableTo)));

    private static final ArchRule REACHES_FOR_NOTHING = noClasses()
            .should()
            .accessTargetWhere(describe("reaches for the world", access -> reachesForTheWorld(access.getTarget())));

    private static final ArchRule KEEPS_NO_STATE =
            fields().that().areStatic().should().beFinal();

    private static final ArchRule LOCKS_NOTHING = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);

    private static boolean reachesForTheWorld(AccessTarget target) {
        String owner = target.getOwner().getName();
        Set<String> allowed = ALLOWED_CALLS.get(owner);
        return (allowed != null && !allowed.contains(target.getName()))
                || FORBIDDEN_CALLS.getOrDefault(owner, Set.of()).contains(target.getName())
                || target.getName().startsWith("parallel");
    }

    @Test
    void thereAreClassesToJudge() {
        assertThat(CoreClasses.ALL.size()).isGreaterThan(100);
        assertThat(CoreClasses.ALL.contain(DecisionKernel.class)).isTrue();
        assertThat(CoreClasses.ALL.contain(PurityTest.class)).isFalse();
    }

    @Test
    void coreIsPure() {
        SEES_VALUES_ONLY.check(CoreClasses.ALL);
        USES_NO_IMPURE_TYPE.check(CoreClasses.ALL);
        REACHES_FOR_NOTHING.check(CoreClasses.ALL);
        KEEPS_NO_STATE.check(CoreClasses.ALL);
        LOCKS_NOTHING.check(CoreClasses.ALL);
    }

    @Test
    void theRulesFindWhatIsImpure() {
        JavaClasses clock = new ClassFileImporter().importClasses(Clock.class);
        assertThat(REACHES_FOR_NOTHING.evaluate(clock).hasViolation()).isTrue();
        assertThat(KEEPS_NO_STATE.evaluate(clock).hasViolation()).isTrue();
        assertThat(LOCKS_NOTHING.evaluate(clock).hasViolation()).isTrue();
        JavaClasses dice = new ClassFileImporter().importClasses(Dice.class);
        assertThat(REACHES_FOR_NOTHING.evaluate(dice).hasViolation()).isTrue();
        assertThat(USES_NO_IMPURE_TYPE.evaluate(dice).hasViolation()).isTrue();
        JavaClasses reader = new ClassFileImporter().importClasses(Reader.class);
        assertThat(SEES_VALUES_ONLY.evaluate(reader).hasViolation()).isTrue();
    }

    @SuppressWarnings("unused")
    private static final class Clock {

        private static long last;

        private static synchronized void tick() {
            LongSupplier now = System::nanoTime;
            last = now.getAsLong();
        }
    }

    @SuppressWarnings("unused")
    private static final class Dice extends Random {

        private static final long serialVersionUID = 1L;

        private static UUID roll() {
            return UUID.randomUUID();
        }
    }

    @SuppressWarnings("unused")
    private static final class Reader {

        private static boolean exists(Path file) {
            return Files.exists(file);
        }
    }

    @Test
    void sourcesHaveNoMonitors() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> files =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(files)
                    .hasSizeGreaterThan(80)
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContainPattern("synchronized\\s*\\(")
                            .doesNotContain("volatile "));
        }
    }

    @Test
    void jsonIsReadAndWrittenInFewPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        CoreClasses.ROOT + ".json",
                        CoreClasses.ROOT + ".datafile",
                        CoreClasses.ROOT + ".event",
                        CoreClasses.ROOT + ".odp",
                        CoreClasses.ROOT + ".prediction")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(CoreClasses.ALL);
    }
}
