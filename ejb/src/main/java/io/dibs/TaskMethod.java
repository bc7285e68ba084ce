package io.dibs;

import java.io.Serializable;

/**
 * A method reference that names what a task runs. Only its name is used: the reference itself is never called and never
 * serialised. Nothing marks a method as a task; any public method of a CDI bean, or public static method, will do.
 *
 * <p>A method that returns a value fits too: the value becomes the task's result.
 */
public sealed interface TaskMethod extends Serializable {
    /** {@code Bean::method} without parameters. */
    @FunctionalInterface
    non-sealed interface Instance0<T> extends TaskMethod {
        void call(T bean) throws Exception;
    }

    /** {@code Bean::method} with 1 parameter. */
    @FunctionalInterface
    non-sealed interface Instance1<T, A> extends TaskMethod {
        void call(T bean, A a) throws Exception;
    }

    /** {@code Bean::method} with 2 parameters. */
    @FunctionalInterface
    non-sealed interface Instance2<T, A, B> extends TaskMethod {
        void call(T bean, A a, B b) throws Exception;
    }

    /** {@code Bean::method} with 3 parameters. */
    @FunctionalInterface
    non-sealed interface Instance3<T, A, B, C> extends TaskMethod {
        void call(T bean, A a, B b, C c) throws Exception;
    }

    /** {@code Bean::method} with 4 parameters. */
    @FunctionalInterface
    non-sealed interface Instance4<T, A, B, C, D> extends TaskMethod {
        void call(T bean, A a, B b, C c, D d) throws Exception;
    }

    /** {@code Bean::method} with 5 parameters. */
    @FunctionalInterface
    non-sealed interface Instance5<T, A, B, C, D, E> extends TaskMethod {
        void call(T bean, A a, B b, C c, D d, E e) throws Exception;
    }

    /** {@code Bean::method} with 6 parameters. */
    @FunctionalInterface
    non-sealed interface Instance6<T, A, B, C, D, E, F> extends TaskMethod {
        void call(T bean, A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** {@code Bean::method} with 7 parameters. */
    @FunctionalInterface
    non-sealed interface Instance7<T, A, B, C, D, E, F, G> extends TaskMethod {
        void call(T bean, A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }

    /** {@code Bean::method} with 8 parameters. */
    @FunctionalInterface
    non-sealed interface Instance8<T, A, B, C, D, E, F, G, H> extends TaskMethod {
        void call(T bean, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, without parameters. */
    @FunctionalInterface
    non-sealed interface Static0 extends TaskMethod {
        void call() throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 1 parameter. */
    @FunctionalInterface
    non-sealed interface Static1<A> extends TaskMethod {
        void call(A a) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 2 parameters. */
    @FunctionalInterface
    non-sealed interface Static2<A, B> extends TaskMethod {
        void call(A a, B b) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 3 parameters. */
    @FunctionalInterface
    non-sealed interface Static3<A, B, C> extends TaskMethod {
        void call(A a, B b, C c) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 4 parameters. */
    @FunctionalInterface
    non-sealed interface Static4<A, B, C, D> extends TaskMethod {
        void call(A a, B b, C c, D d) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 5 parameters. */
    @FunctionalInterface
    non-sealed interface Static5<A, B, C, D, E> extends TaskMethod {
        void call(A a, B b, C c, D d, E e) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 6 parameters. */
    @FunctionalInterface
    non-sealed interface Static6<A, B, C, D, E, F> extends TaskMethod {
        void call(A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 7 parameters. */
    @FunctionalInterface
    non-sealed interface Static7<A, B, C, D, E, F, G> extends TaskMethod {
        void call(A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }

    /** {@code Type::staticMethod}, or {@code bean::method}, with 8 parameters. */
    @FunctionalInterface
    non-sealed interface Static8<A, B, C, D, E, F, G, H> extends TaskMethod {
        void call(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
    }
}
