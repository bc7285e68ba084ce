package io.dibs.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.dibs.web", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_web_tier_uses_the_public_api_and_the_log_only = classes()
            .that()
            .resideInAPackage("io.dibs.web..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.dibs",
                    "io.dibs.log",
                    "io.dibs.web..",
                    "java..",
                    "javax.crypto..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "org.jose4j..");

    @ArchTest
    static final ArchRule what_is_logged_has_an_id = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger.*");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.dibs.web.(*)..").should().beFreeOfCycles();
}
