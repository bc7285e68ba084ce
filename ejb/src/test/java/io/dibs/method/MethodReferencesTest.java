package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.acme.Cleaning;
import com.acme.FileTasks;
import com.acme.HiddenReferences;
import com.acme.ProxiedFileTasks;
import com.acme.VisibleTasks;

import io.dibs.TaskMethod;
import io.dibs.TaskRefusedException;

class MethodReferencesTest {
    private final TaskMethods methods = new TaskMethods(
            MethodReferencesTest.class::getClassLoader, type -> type.getName().startsWith("com.acme"), List.of());
    private final FileTasks bean = new FileTasks();

    @Test
    void aReferenceToAMethodOfABeanNamesTheBeansClass() throws Throwable {
        TaskMethod.Instance0<FileTasks> reference = FileTasks::none;

        TaskTarget target = methods.resolve(reference);

        assertThat(target.name()).isEqualTo("com.acme.FileTasks#none");
        assertThat(target.beanClass()).contains(FileTasks.class);
        assertThat(target.isStatic()).isFalse();
        assertThat(target.invoke(bean, new Object[0])).isNull();
        assertThat(bean.calls).containsExactly("none");
    }

    @Test
    void aMethodMayReturnAValue() throws Throwable {
        TaskMethod.Instance2<FileTasks, Integer, Integer> reference = FileTasks::add;

        TaskTarget target = methods.resolve(reference);

        assertThat(target.returnType()).isEqualTo(int.class);
        assertThat(target.invoke(bean, new Object[] {2, 3})).isEqualTo(5);
    }

    @Test
    void upToEightParametersAreUnderstood() throws Throwable {
        TaskMethod.Instance1<FileTasks, UUID> one = FileTasks::inherited;
        TaskMethod.Instance3<FileTasks, String, String, String> three = FileTasks::three;
        TaskMethod.Instance4<FileTasks, String, String, String, String> four = FileTasks::four;
        TaskMethod.Instance5<FileTasks, String, String, String, String, String> five = FileTasks::five;
        TaskMethod.Instance6<FileTasks, String, String, String, String, String, String> six = FileTasks::six;
        TaskMethod.Instance7<FileTasks, String, String, String, String, String, String, String> seven =
                FileTasks::seven;
        TaskMethod.Instance8<FileTasks, String, String, String, String, String, String, String, String> eight =
                FileTasks::eight;

        assertThat(List.<TaskMethod>of(one, three, four, five, six, seven, eight))
                .extracting(
                        reference -> methods.resolve(reference).parameterTypes().size())
                .containsExactly(1, 3, 4, 5, 6, 7, 8);
        assertThat(methods.resolve(eight).invoke(bean, "abcdefgh".split(""))).isEqualTo("abcdefgh");
    }

    @Test
    void aReferenceToAStaticMethodNeedsNoBean() throws Throwable {
        TaskMethod.Static1<String> reference = FileTasks::shout;

        TaskTarget target = methods.resolve(reference);

        assertThat(target.name()).isEqualTo("com.acme.FileTasks#shout");
        assertThat(target.beanClass()).isEmpty();
        assertThat(target.isStatic()).isTrue();
        assertThat(target.invoke(null, new Object[] {"hey"})).isEqualTo("HEY");
    }

    @Test
    void aReferenceOnABeanNamesTheBeansClass() {
        TaskMethod.Static1<UUID> inherited = bean::inherited;
        TaskMethod.Static0 own = bean::none;

        assertThat(methods.resolve(inherited).name()).isEqualTo("com.acme.FileTasks#inherited");
        assertThat(methods.resolve(own).beanClass()).contains(FileTasks.class);
    }

    @Test
    void aReferenceOnAProxyNamesTheClassBehindIt() throws Exception {
        FileTasks proxy = (FileTasks) new WithoutClassFiles()
                .loadClass("com.acme.ProxiedFileTasks")
                .getConstructor()
                .newInstance();
        TaskMethod.Static1<UUID> inherited = proxy::inherited;

        assertThat(proxy.getClass()).isNotEqualTo(FileTasks.class);
        assertThat(methods.resolve(inherited).beanClass()).contains(FileTasks.class);
    }

    @Test
    void theSameReferenceOnBeansOfTwoClassesNamesEachOnesOwn() {
        assertThat(methods.resolve(cleaningBy(bean)).beanClass()).contains(FileTasks.class);
        assertThat(methods.resolve(cleaningBy(new ProxiedFileTasks())).beanClass())
                .contains(ProxiedFileTasks.class);
    }

    @Test
    void aReferenceToAnInterfacesMethodNamesTheInterface() throws Throwable {
        TaskMethod.Instance1<Cleaning, String> reference = Cleaning::clean;

        TaskTarget target = methods.resolve(reference);

        assertThat(target.name()).isEqualTo("com.acme.Cleaning#clean");
        assertThat(target.beanClass()).contains(Cleaning.class);
        assertThat(target.invoke(bean, new Object[] {"disk"})).isEqualTo("cleaned disk");
    }

    @Test
    void anInheritedMethodBelongsToTheClassThatTheReferenceNames() throws Throwable {
        TaskMethod.Instance1<FileTasks, UUID> reference = FileTasks::inherited;

        TaskTarget target = methods.resolve(reference);

        assertThat(target.name()).isEqualTo("com.acme.FileTasks#inherited");
        assertThat(target.parameterTypes()).containsExactly((Type) UUID.class);
        UUID id = UUID.randomUUID();
        assertThat(target.invoke(bean, new Object[] {id})).isEqualTo("FileTasks " + id);
    }

    @Test
    void anOverrideWithNarrowerTypesIsOneMethodNotTwo() {
        TaskMethod.Instance1<FileTasks, UUID> reference = FileTasks::replaced;

        TaskTarget target = methods.resolve(reference);

        assertThat(target.name()).isEqualTo("com.acme.FileTasks#replaced");
        assertThat(target.returnType()).isEqualTo(UUID.class);
        assertThat(methods.resolve("com.acme.FileTasks#replaced")).isSameAs(target);
    }

    @Test
    void aReferencePicksTheOverloadAndItsNameSaysWhich() {
        TaskMethod.Instance2<FileTasks, UUID, String> reference = FileTasks::sync;

        TaskTarget target = methods.resolve(reference);

        assertThat(target.name()).isEqualTo("com.acme.FileTasks#sync(java.util.UUID,java.lang.String)");
        assertThat(methods.resolve(target.name())).isSameAs(target);
    }

    @Test
    void aPublicMethodOfAClassThatIsNotPublicCanBeCalled() throws Throwable {
        TaskTarget target = methods.resolve(HiddenReferences.publicMethodOfHiddenClass());

        assertThat(target.invoke(HiddenReferences.hiddenBean(), new Object[] {"you"}))
                .isEqualTo("hello you");
    }

    @Test
    void whatAMethodThrowsComesOutUnwrapped() {
        TaskMethod.Instance0<FileTasks> reference = FileTasks::failing;

        assertThatThrownBy(() -> methods.resolve(reference).invoke(bean, new Object[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void aLambdaExpressionIsRefusedWithWhatToWriteInstead() {
        TaskMethod.Static0 lambda = () -> bean.none();
        TaskMethod.Instance0<FileTasks> unbound = files -> files.none();

        assertRefused(lambda, "lambda expression", "MethodReferencesTest", "Bean::method");
        assertRefused(unbound, "lambda expression", "Bean::method");
    }

    @Test
    void whatTheCompilerTurnsIntoALambdaIsNamedInTheRefusal() {
        TaskMethod.Instance2<FileTasks, String, String> variable = FileTasks::joined;
        TaskMethod.Instance1<VisibleTasks, String> inherited = VisibleTasks::visible;

        assertRefused(variable, "variable arguments");
        assertRefused(inherited, "inherited from a class that is not public");
    }

    @Test
    void aConstructorIsRefused() {
        TaskMethod.Static0 reference = FileTasks::new;

        assertRefused(reference, "constructor", "Bean::method");
    }

    @Test
    void anObjectThatIsNoReferenceIsRefused() {
        TaskMethod.Static0 object = new TaskMethod.Static0() {
            private static final long serialVersionUID = 1L;

            @Override
            public void call() {}
        };

        assertRefused(object, "does not say which method", "Bean::method");
    }

    @Test
    void methodsThatAreNotPublicAreRefused() {
        assertRefused(HiddenReferences.packagePrivateMethod(), "com.acme.FileTasks#hidden", "not public");
    }

    @Test
    void methodsThatEveryObjectHasAreRefusedEvenWhenOverridden() {
        TaskMethod.Instance0<FileTasks> hash = FileTasks::hashCode;
        TaskMethod.Instance0<FileTasks> text = FileTasks::toString;

        assertRefused(hash, "every object has");
        assertRefused(text, "every object has");
    }

    @Test
    void aMethodThatReturnsBeforeItsWorkIsDoneIsRefused() {
        TaskMethod.Instance0<FileTasks> reference = FileTasks::later;

        assertRefused(reference, "java.util.concurrent.CompletableFuture", "return its value");
    }

    @Test
    void aMethodOfALibraryIsRefused() {
        TaskMethod.Static0 reference = System::gc;

        assertRefused(reference, "java.lang.System", "library or the server");
    }

    private static TaskMethod cleaningBy(FileTasks bean) {
        TaskMethod.Static1<String> reference = bean::clean;
        return reference;
    }

    private void assertRefused(TaskMethod reference, String... words) {
        assertThatThrownBy(() -> methods.resolve(reference))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContainingAll(words);
    }

    /** Defines the class itself, and then knows of no file that it came from: as a container does with its proxies. */
    private static final class WithoutClassFiles extends ClassLoader {
        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (!name.equals("com.acme.ProxiedFileTasks")) {
                return super.loadClass(name);
            }
            try (InputStream file =
                    MethodReferencesTest.class.getResourceAsStream("/com/acme/ProxiedFileTasks.class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public URL getResource(String name) {
            return name.equals("com/acme/ProxiedFileTasks.class") ? null : super.getResource(name);
        }
    }
}
