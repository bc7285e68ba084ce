package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.Schedule;
import io.dibs.Scheduled;
import io.dibs.TaskDispatcher;
import io.dibs.Timing;
import io.dibs.config.Settings;
import io.dibs.method.ApplicationArchives;
import io.dibs.method.ApplicationModules;
import io.dibs.store.Domain;
import io.dibs.store.WorkerStore;
import io.dibs.trace.Tracing;

/** Processes with other versions of an application, unpacked as a server does it, that share a domain. */
class DeclaredSchedulesTest {
    /** What an application has, in whichever version. */
    public static class Reports {
        @Scheduled(name = "print", every = "PT1H")
        public void print() {}

        @Scheduled(name = "sum", cron = "0 6 * * *", zone = "Europe/Berlin", overlap = Schedule.Overlap.QUEUE)
        public void sum() {}
    }

    /** The same, of which something was changed, and something is gone. */
    public static class ChangedReports {
        @Scheduled(name = "print", every = "PT2H", exclusive = "printer")
        public void print() {}
    }

    /** The same, which has lost all. */
    public static class NoReports {}

    /** What is wrong. */
    public static class Mistakes {
        @Scheduled(every = "PT1H")
        public void argument(String one) {}

        @Scheduled
        public void never() {}

        @Scheduled(every = "PT1H", cron = "0 6 * * *")
        public void twice() {}

        @Scheduled(cron = "0 6 * *")
        public void four() {}

        @Scheduled(cron = "0 6 * * *", zone = "Europe/Atlantis")
        public void nowhere() {}
    }

    private final Domain domain = Domain.fresh();
    private final Dispatches dispatches = new Dispatches(
            null, settings(), null, null, null, null, new Caller((SecurityContext) null), null, Tracing.OFF);
    private final StoredSchedules schedules = new StoredSchedules(
            domain.schedules, dispatches, new StateNotifier(new Module()), null, new ModuleDemands());
    private final List<URLClassLoader> loaders = new ArrayList<>();

    @TempDir
    Path folder;

    private static Settings settings() {
        Properties defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Settings.read(key -> Optional.ofNullable(defaults.getProperty(key)));
    }

    @AfterEach
    void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
        domain.close();
    }

    /** A process starts that has a module "acme" of that version with that class; without a version, a module that tells none. */
    private void start(Class<?> reports, String version) throws Exception {
        Path ear = Files.createDirectory(folder.resolve("ear" + loaders.size()));
        Class<?> anchor = load(ear.resolve("dibs_jar"), NoReports.class, "");
        Class<?> bean = load(ear.resolve("acme_jar"), reports, version);
        new DeclaredSchedules(
                        methods(bean),
                        dispatcher(),
                        schedules,
                        domain.schedules,
                        new ApplicationModules(new ApplicationArchives(anchor, false)),
                        new RegisteredWorkers(domain.workers, null))
                .save();
    }

    private Class<?> load(Path archive, Class<?> type, String version) throws Exception {
        String file = type.getName().replace('.', '/') + ".class";
        Files.createDirectories(archive.resolve(file).getParent());
        try (InputStream in = type.getResourceAsStream("/" + file)) {
            Files.copy(in, archive.resolve(file));
        }
        if (!version.isEmpty()) {
            Files.createDirectories(archive.resolve("META-INF"));
            Files.writeString(
                    archive.resolve("META-INF/MANIFEST.MF"),
                    "Manifest-Version: 1.0\nImplementation-Title: acme\nImplementation-Version: " + version + "\n");
        }
        URLClassLoader loader = new URLClassLoader(
                new URL[] {archive.toUri().toURL()}, getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(type.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }
        };
        loaders.add(loader);
        return loader.loadClass(type.getName());
    }

    private static ScheduledMethods methods(Class<?> bean) {
        List<ScheduledMethod> methods = Arrays.stream(bean.getMethods())
                .filter(method -> method.isAnnotationPresent(Scheduled.class))
                .map(method -> scheduled(bean, method))
                .toList();
        return new ScheduledMethods() {
            @Override
            List<ScheduledMethod> all() {
                return methods;
            }
        };
    }

    private static ScheduledMethod scheduled(Class<?> bean, Method method) {
        return new ScheduledMethod(bean, method, method.getAnnotation(Scheduled.class), text -> text);
    }

    private TaskDispatcher dispatcher() {
        return (TaskDispatcher) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TaskDispatcher.class},
                (proxy, method, values) -> new Builder((String) values[0], "[]", Map.of(), dispatches));
    }

    private void workerIsAlive(String version) {
        domain.workers.register(new WorkerStore.Registration(
                "w/" + UUID.randomUUID(), "w", List.of("*"), 1, Duration.ofSeconds(30), "1", Map.of("acme", version)));
    }

    private Schedule find(String name) {
        return schedules.find(name).orElseThrow();
    }

    @Test
    void each_method_gets_its_schedule() throws Exception {
        start(Reports.class, "1.0");
        assertThat(domain.schedules.names()).containsExactly("print", "sum");
        assertThat(find("print").timing()).isEqualTo(Timing.every(Duration.ofHours(1)));
        assertThat(find("print").overlap()).isEqualTo(Schedule.Overlap.SKIP);
        assertThat(find("print").declaredBy()).contains("acme");
        assertThat(find("print").task().name()).isEqualTo(Reports.class.getName() + "#print");
        assertThat(find("sum").overlap()).isEqualTo(Schedule.Overlap.QUEUE);
    }

    @Test
    void starting_again_changes_nothing_and_a_pause_lasts() throws Exception {
        start(Reports.class, "1.0");
        Schedule paused = schedules.pause("print");
        Schedule sum = find("sum");
        start(Reports.class, "1.0");
        assertThat(find("print")).isEqualTo(paused);
        assertThat(find("sum")).isEqualTo(sum);
    }

    @Test
    void a_newer_version_changes_what_it_declares_otherwise_and_removes_what_it_does_not() throws Exception {
        start(Reports.class, "1.9");
        start(ChangedReports.class, "1.10");
        assertThat(domain.schedules.names()).containsExactly("print");
        assertThat(find("print").timing()).isEqualTo(Timing.every(Duration.ofHours(2)));
        assertThat(find("print").task().reservations()).hasSize(1);
    }

    @Test
    void so_does_one_that_declares_nothing_any_more() throws Exception {
        start(Reports.class, "1.0");
        start(NoReports.class, "1.1");
        assertThat(domain.schedules.names()).isEmpty();
    }

    @Test
    void an_older_version_neither_removes_nor_changes_what_a_newer_one_has_declared() throws Exception {
        start(Reports.class, "2.0");
        Schedule print = find("print");
        Schedule sum = find("sum");
        start(ChangedReports.class, "1.0");
        start(NoReports.class, "1.0");
        assertThat(find("print")).isEqualTo(print);
        assertThat(find("sum")).isEqualTo(sum);
    }

    @Test
    void an_older_version_does_not_bring_back_what_a_newer_one_has_removed_while_that_is_alive() throws Exception {
        start(Reports.class, "1.0");
        start(ChangedReports.class, "2.0");
        workerIsAlive("2.0");
        start(Reports.class, "1.0");
        assertThat(domain.schedules.names()).containsExactly("print");
        assertThat(find("print").timing()).isEqualTo(Timing.every(Duration.ofHours(2)));
    }

    @Test
    void it_does_when_that_was_rolled_back() throws Exception {
        start(ChangedReports.class, "2.0");
        workerIsAlive("1.0");
        start(Reports.class, "1.0");
        assertThat(domain.schedules.names()).containsExactly("print", "sum");
    }

    @Test
    void of_the_same_version_or_of_none_whoever_starts_last_has_its_way_and_nothing_is_removed() throws Exception {
        for (String version : new String[] {"1.0-SNAPSHOT", "", "odd"}) {
            start(Reports.class, version);
            start(ChangedReports.class, version);
            assertThat(domain.schedules.names()).as(version).containsExactly("print", "sum");
            assertThat(find("print").timing()).as(version).isEqualTo(Timing.every(Duration.ofHours(2)));
            start(Reports.class, version);
            assertThat(find("print").timing()).as(version).isEqualTo(Timing.every(Duration.ofHours(1)));
        }
    }

    @Test
    void what_is_not_declared_in_code_is_never_removed() throws Exception {
        schedules
                .draft("own", Timing.every(Duration.ofHours(1)), new Builder("a.B#c", "[]", Map.of(), dispatches))
                .save();
        start(Reports.class, "1.0");
        start(NoReports.class, "2.0");
        assertThat(domain.schedules.names()).containsExactly("own");
    }

    @Test
    void a_mistake_is_told_with_its_method() throws Exception {
        for (Method method : Mistakes.class.getDeclaredMethods()) {
            assertThatThrownBy(() -> scheduled(Mistakes.class, method).check())
                    .as(method.getName())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Mistakes.class.getName() + "#" + method.getName());
        }
        for (Method method : Reports.class.getDeclaredMethods()) {
            scheduled(Reports.class, method).check();
        }
    }
}
