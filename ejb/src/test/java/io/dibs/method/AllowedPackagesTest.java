package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPackagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"com.acme", "com.acme.", "com.acme.*", " com.acme "})
    void aPackageAllowsItsClassesAndThoseOfItsSubpackages(String spelling) {
        AllowedPackages packages = new AllowedPackages(List.of(spelling));

        assertThat(packages.allow("com.acme.Tasks")).isTrue();
        assertThat(packages.allow("com.acme.sub.Tasks$Inner")).isTrue();
        assertThat(packages.allow("com.acmeevil.Tasks")).isFalse();
        assertThat(packages.allow("com.Acme")).isFalse();
    }

    @Test
    void aClassAllowsItselfAndItsNestedClasses() {
        AllowedPackages packages = new AllowedPackages(List.of("com.acme.Tasks"));

        assertThat(packages.allow("com.acme.Tasks")).isTrue();
        assertThat(packages.allow("com.acme.Tasks$Inner")).isTrue();
        assertThat(packages.allow("com.acme.TasksOfOthers")).isFalse();
    }

    @Test
    void whereNoneIsNamedAllButTheEngineIsAllowed() {
        AllowedPackages packages = new AllowedPackages(List.of("", " "));

        assertThat(packages.allow("com.acme.Tasks")).isTrue();
        assertThat(packages.allow("io.dibs.example.file.FileRepositories")).isTrue();
        assertThat(packages.allow("io.dibs.worker.WorkerLifecycle")).isFalse();
    }

    @Test
    void theEngineIsNotAllowedEvenWhereItIsNamed() {
        assertThat(new AllowedPackages(List.of("io.dibs")).allow("io.dibs.Tasks"))
                .isFalse();
    }
}
