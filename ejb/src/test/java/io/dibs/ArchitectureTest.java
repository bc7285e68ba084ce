package io.dibs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data flows one way: API → engine → worker, methods and settings → store → JSON and Redis. */
@AnalyzeClasses(packages = "io.dibs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_are_used_in_one_direction = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("API")
            .definedBy("io.dibs")
            .layer("Engine")
            .definedBy("io.dibs.engine")
            .layer("Worker")
            .definedBy("io.dibs.worker")
            .layer("Events")
            .definedBy("io.dibs.event")
            .layer("Purge")
            .definedBy("io.dibs.purge")
            .layer("Problems")
            .definedBy("io.dibs.problem")
            .layer("Webhooks")
            .definedBy("io.dibs.webhook")
            .layer("Jobs")
            .definedBy("io.dibs.batch")
            .layer("Methods")
            .definedBy("io.dibs.method")
            .layer("Binding")
            .definedBy("io.dibs.binding")
            .layer("Settings")
            .definedBy("io.dibs.config")
            .layer("Schedule")
            .definedBy("io.dibs.schedule")
            .layer("Store")
            .definedBy("io.dibs.store")
            .layer("JSON")
            .definedBy("io.dibs.json")
            .layer("Seals")
            .definedBy("io.dibs.seal")
            .layer("Metrics")
            .definedBy("io.dibs.metric")
            .layer("Log")
            .definedBy("io.dibs.log")
            .layer("Traces")
            .definedBy("io.dibs.trace")
            .whereLayer("Engine")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("Worker")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Events")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Purge")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Problems")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Webhooks")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Jobs")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Methods")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Binding")
            .mayOnlyBeAccessedByLayers("Methods")
            .whereLayer("Settings")
            .mayOnlyBeAccessedByLayers("Engine")
            .whereLayer("Schedule")
            .mayOnlyBeAccessedByLayers("Engine", "Worker")
            .whereLayer("Store")
            .mayOnlyBeAccessedByLayers("Engine", "Worker", "Events", "Purge", "Problems", "Webhooks", "Settings")
            .whereLayer("JSON")
            .mayOnlyBeAccessedByLayers("Engine", "Worker", "Problems", "Webhooks", "Methods", "Jobs", "Store")
            .whereLayer("Seals")
            .mayOnlyBeAccessedByLayers("Worker", "Settings", "Store")
            .whereLayer("Metrics")
            .mayOnlyBeAccessedByLayers("Engine", "Worker", "Store")
            .whereLayer("Log")
            .mayOnlyBeAccessedByLayers("Engine", "Worker", "Events", "Problems", "Store")
            .whereLayer("Traces")
            .mayOnlyBeAccessedByLayers("Engine", "Worker");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.dibs.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_engine_needs_a_container = noClasses()
            .that()
            .resideOutsideOfPackages("io.dibs.engine..", "io.dibs")
            .and()
            .doNotHaveSimpleName("StepReports") // The batch runtime injects what it reports about.
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.enterprise..",
                    "jakarta.ejb..",
                    "jakarta.inject..",
                    "jakarta.annotation..",
                    "jakarta.transaction..",
                    "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule only_one_package_knows_jakarta_batch = noClasses()
            .that()
            .resideOutsideOfPackage("io.dibs.batch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.batch..");

    @ArchTest
    static final ArchRule only_the_store_knows_redis = noClasses()
            .that()
            .resideOutsideOfPackage("io.dibs.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("redis.clients..");

    @ArchTest
    static final ArchRule what_is_logged_has_an_id = noClasses()
            .that()
            .resideOutsideOfPackage("io.dibs.log")
            .and()
            .doNotHaveSimpleName("TaskLog") // It marks what others log.
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger.*");

    /** Not all servers have it: these classes are loaded where it is. */
    @ArchTest
    static final ArchRule only_some_classes_know_open_telemetry = noClasses()
            .that()
            .haveNameNotMatching(".*\\.OpenTelemetry.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule only_timetables_know_the_cron_library = noClasses()
            .that()
            .resideOutsideOfPackage("io.dibs.schedule..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.cronutils..");

    @ArchTest
    static final ArchRule the_engine_is_hidden = classes()
            .that()
            .resideInAPackage("io.dibs.engine")
            .and()
            .doNotHaveSimpleName("WorkerLifecycle") // The server wants the one EJB to be public,
            .and()
            .doNotHaveSimpleName("SettingsCheck") // and the extensions.
            .and()
            .doNotHaveSimpleName("ScheduledMethods")
            .and()
            .doNotHaveSimpleName("TaskThreadContext")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Abstract\\w*Base)$");
}
