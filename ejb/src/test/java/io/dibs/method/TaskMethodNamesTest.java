package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.acme.VisibleTasks;

import io.dibs.TaskRefusedException;

class TaskMethodNamesTest {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final TaskMethods methods = methods();

    @Test
    void aNameResolvesToItsMethodAndIsItsCanonicalName() {
        TaskTarget target = methods.resolve("com.acme.FileTasks#add");

        assertThat(target.name()).isEqualTo("com.acme.FileTasks#add");
        assertThat(target.method().getName()).isEqualTo("add");
        assertThat(methods.find("com.acme.FileTasks#add")).containsSame(target);
    }

    @Test
    void aListOfParametersIsAcceptedAndLeftOutWhereItIsNotNeeded() {
        assertThat(methods.resolve("com.acme.FileTasks#add(int, int)"))
                .isSameAs(methods.resolve("com.acme.FileTasks#add(int,int)"))
                .hasToString("com.acme.FileTasks#add");
        assertThat(methods.resolve("com.acme.FileTasks#none()")).hasToString("com.acme.FileTasks#none");
    }

    @Test
    void anOverloadedNameNeedsItsParametersAndTheRefusalListsThem() {
        assertThat(methods.resolve("com.acme.FileTasks#sync(java.util.UUID)"))
                .hasToString("com.acme.FileTasks#sync(java.util.UUID)");
        assertRefused(
                "com.acme.FileTasks#sync",
                "several public methods",
                "com.acme.FileTasks#sync(java.util.UUID) or com.acme.FileTasks#sync(java.util.UUID,java.lang.String)");
        assertRefused(
                "com.acme.FileTasks#sync(int)",
                "no public method sync(int)",
                "com.acme.FileTasks#sync(java.util.UUID)");
    }

    @Test
    void anOverloadOfObjectsMethodIsAMethodOfItsOwn() {
        assertThat(methods.resolve("com.acme.FileTasks#equals")).hasToString("com.acme.FileTasks#equals");
    }

    @Test
    void aStaticMethodBelongsToTheClassThatDeclaresIt() {
        assertThat(methods.resolve("com.acme.ProxiedFileTasks#shout")).hasToString("com.acme.FileTasks#shout");
    }

    @Test
    void aPublicMethodInheritedFromAClassThatIsNotPublicIsFound() throws Throwable {
        TaskTarget target = methods.resolve("com.acme.VisibleTasks#visible");

        assertThat(target.beanClass()).contains(VisibleTasks.class);
        assertThat(target.invoke(new VisibleTasks(), new Object[] {"you"})).isEqualTo("visible you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "com.acme.FileTasks",
                "com.acme.FileTasks#",
                "#none",
                "com.acme.FileTasks#none(",
                ".#a",
                "a..b#c",
                "[Lcom.acme.FileTasks;#none",
                "com/acme/FileTasks#none",
                "com.acme.FileTasks#no-ne",
                "a#b(c)d"
            })
    void aNameThatIsNoNameIsRefusedWithAnExample(String name) {
        assertRefused(name, "is not a method's name", "com.acme.Tasks#sync(java.util.UUID,int)");
        assertThat(asked).isEmpty();
    }

    @Test
    void noNameAtAllAndAnEndlessOneAreRefused() {
        assertRefused(null, "null", "is not a method's name");
        assertRefused("a".repeat(1_000_000) + "#b", "aaa…\" is not a method's name");
    }

    @Test
    void aClassOrMethodThatDoesNotExistIsRefused() {
        assertRefused("com.acme.Missing#run", "no class com.acme.Missing", "Outer$Inner");
        assertRefused("com.acme.FileTasks#missing", "com.acme.FileTasks has no public method missing");
        assertRefused("com.acme.fileTasks#none", "no class com.acme.fileTasks");
    }

    @Test
    void methodsThatMayNotBeTasksAreRefusedByName() {
        assertRefused("com.acme.FileTasks#hidden", "com.acme.FileTasks#hidden is not public", "make it public");
        assertRefused("com.acme.FileTasks#toString", "every object has");
        assertRefused("com.acme.FileTasks#wait", "every object has");
        assertRefused("com.acme.FileTasks#later", "returns before its work is done");
    }

    @Test
    void classesOfTheEngineAreRefusedAndNotEvenLookedFor() {
        assertRefused("io.dibs.method.TaskMethods#resolve", "class of Dibs itself");
        assertRefused("io.dibs.web.StatusResource#status", "class of Dibs itself");
        assertThat(asked).isEmpty();
    }

    @Test
    void classesOfLibrariesAreRefused() {
        assertRefused("java.lang.System#exit", "java.lang.System", "library or the server");
        assertRefused("org.junit.jupiter.api.Assertions#fail", "library or the server");
    }

    @Test
    void aClassOutsideTheAllowedPackagesIsRefusedAndNotEvenLookedFor() {
        TaskMethods restricted = methods("com.acme.sub", "org.other");

        assertThatThrownBy(() -> restricted.resolve("com.acme.FileTasks#none"))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContainingAll(
                        "com.acme.FileTasks", "dibs.tasks.allowed-packages", "com.acme.sub, org.other");
        assertThat(asked).isEmpty();
    }

    @Test
    void anInheritedMethodOfALibraryIsRefused() {
        TaskMethods withoutBase =
                new TaskMethods(this::loader, type -> type.getName().equals("com.acme.FileTasks"), List.of());

        assertThatThrownBy(() -> withoutBase.resolve("com.acme.FileTasks#inherited"))
                .hasMessageContainingAll("inherited from com.acme.BaseTasks", "override it");
    }

    @Test
    void resolvingANameDoesNotInitialiseItsClass() throws Throwable {
        TaskTarget target = methods.resolve("com.acme.Uninitialised#run");

        assertThat(System.getProperty("com.acme.initialised")).isNull();
        target.invoke(null, new Object[0]);
        assertThat(System.clearProperty("com.acme.initialised")).isEqualTo("true");
    }

    @Test
    void whatIsUnknownOrNotAllowedIsNotFound() {
        assertThat(methods.find("com.acme.Missing#run")).isEmpty();
        assertThat(methods.find("java.lang.System#exit")).isEmpty();
        assertThat(methods.find("com.acme.FileTasks#sync")).isEmpty();
        assertThat(methods.find("nonsense")).isEmpty();
    }

    @Test
    void aNameIsLookedUpOnce() {
        methods.resolve("com.acme.FileTasks#add");
        methods.resolve("com.acme.FileTasks#add");

        assertThat(asked).hasSize(1);
    }

    @Test
    void threadsThatResolveTheSameNameGetTheSameTarget() throws Exception {
        CountDownLatch together = new CountDownLatch(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<TaskTarget>> resolved = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                resolved.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return methods.resolve("com.acme.FileTasks#eight");
                }));
            }
            Set<TaskTarget> targets = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<TaskTarget> target : resolved) {
                targets.add(target.get());
            }
            assertThat(targets).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private TaskMethods methods(String... packages) {
        return new TaskMethods(this::loader, type -> type.getName().startsWith("com.acme"), List.of(packages));
    }

    private ClassLoader loader() {
        asked.add("loader");
        return getClass().getClassLoader();
    }

    private void assertRefused(String name, String... words) {
        assertThatThrownBy(() -> methods.resolve(name))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContainingAll(words);
        assertThat(methods.find(name)).isEmpty();
    }
}
