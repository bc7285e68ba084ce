package io.dibs.method;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;

import io.dibs.TaskMethod;
import io.dibs.TaskRefusedException;

/**
 * Reads what a method reference refers to, from the form that the JDK would serialise it in. The reference is neither
 * called nor serialised. What was read is kept with the reference's class, and so goes when its class loader goes.
 */
final class MethodReferences {
    private static final String WHAT_TO_WRITE = "write a method reference, Bean::method or Type::staticMethod, and pass"
            + " what the method needs as arguments";

    private final ClassValue<AtomicReference<ReferredMethod>> read = new ClassValue<>() {
        @Override
        protected AtomicReference<ReferredMethod> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };
    private final ClassValue<Class<?>> written = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            return firstWithClassFile(type);
        }
    };

    /** @throws TaskRefusedException if it is a lambda expression, a constructor, or no reference at all */
    ReferredMethod read(TaskMethod reference) {
        AtomicReference<ReferredMethod> known = read.get(reference.getClass());
        ReferredMethod referred = known.get();
        if (referred == null) {
            SerializedLambda lambda = serialized(reference);
            referred = referred(lambda, reference.getClass());
            if (!isBound(lambda)) {
                known.set(referred);
            }
        }
        return referred;
    }

    private ReferredMethod referred(SerializedLambda lambda, Class<?> referenceClass) {
        if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
            throw new TaskRefusedException("A constructor cannot be a task: " + WHAT_TO_WRITE + ".");
        }
        ReferredMethod referred = ReferredMethod.of(lambda, referenceClass.getClassLoader());
        if (referred.method().isSynthetic() && referred.method().getName().startsWith("lambda$")) {
            throw new TaskRefusedException(
                    "A lambda expression in " + lambda.getCapturingClass().replace('/', '.')
                            + " cannot be a task, because it has no name that another process knows: " + WHAT_TO_WRITE
                            + ". (The compiler makes a lambda expression, too, of a reference to a method with"
                            + " variable arguments, to one that is inherited from a class that is not public, and of"
                            + " super::method: dispatch such a method by its name.)");
        }
        return isBound(lambda)
                ? referred.on(written.get(lambda.getCapturedArg(0).getClass()))
                : referred;
    }

    /** Whether it is {@code bean::method}: then every instance of its class may have another bean. */
    private static boolean isBound(SerializedLambda lambda) {
        return lambda.getCapturedArgCount() > 0;
    }

    /** The container's proxies and interceptors are subclasses that exist in memory only. */
    private static Class<?> firstWithClassFile(Class<?> type) {
        Class<?> found = type;
        while (found.getResource("/" + found.getName().replace('.', '/') + ".class") == null
                && found.getSuperclass() != null) {
            found = found.getSuperclass();
        }
        return found;
    }

    private static SerializedLambda serialized(TaskMethod reference) {
        try {
            Method writeReplace = reference.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            if (writeReplace.invoke(reference) instanceof SerializedLambda lambda) {
                return lambda;
            }
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw notAReference(reference, e);
        } catch (InvocationTargetException e) {
            throw notAReference(reference, e.getCause());
        }
        throw notAReference(reference, null);
    }

    private static TaskRefusedException notAReference(TaskMethod reference, Throwable cause) {
        return new TaskRefusedException(
                "An object of class " + reference.getClass().getName() + " does not say which method a task shall run: "
                        + WHAT_TO_WRITE + ".",
                cause);
    }
}
