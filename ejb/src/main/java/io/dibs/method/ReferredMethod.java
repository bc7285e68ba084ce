package io.dibs.method;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import io.dibs.TaskRefusedException;

/**
 * What a method reference refers to.
 *
 * @param owner the bean's class: of {@code Files::sync} it is {@code Files}, even where a superclass declares the method
 */
record ReferredMethod(Class<?> owner, Method method) {
    static ReferredMethod of(SerializedLambda lambda, ClassLoader loader) {
        try {
            Class<?> declaring = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            MethodType type = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
            Method method = declared(declaring, lambda.getImplMethodName(), type);
            boolean isUnbound = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
                    && lambda.getCapturedArgCount() == 0;
            return isUnbound
                    ? new ReferredMethod(receiver(lambda, loader), method)
                    : new ReferredMethod(declaring, method);
        } catch (ClassNotFoundException | NoSuchMethodException | TypeNotPresentException | LinkageError e) {
            throw new TaskRefusedException(
                    "The method reference to " + lambda.getImplClass().replace('/', '.') + "#"
                            + lambda.getImplMethodName() + " cannot be resolved: " + e,
                    e);
        }
    }

    /** The same method on a bean of a class that may inherit it. */
    ReferredMethod on(Class<?> bean) {
        return owner.isAssignableFrom(bean) ? new ReferredMethod(bean, method) : this;
    }

    private static Class<?> receiver(SerializedLambda lambda, ClassLoader loader) {
        return MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
                .parameterType(0);
    }

    /** Compilers since Java 18 name the class that the source names, which may inherit the method. */
    private static Method declared(Class<?> type, String name, MethodType descriptor) throws NoSuchMethodException {
        for (Class<?> declaring : withSupertypes(type, new LinkedHashSet<>())) {
            for (Method method : declaring.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && method.getReturnType() == descriptor.returnType()
                        && Arrays.equals(method.getParameterTypes(), descriptor.parameterArray())) {
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(name + descriptor);
    }

    private static Set<Class<?>> withSupertypes(Class<?> type, Set<Class<?>> found) {
        if (type != null && found.add(type)) {
            withSupertypes(type.getSuperclass(), found);
            for (Class<?> parent : type.getInterfaces()) {
                withSupertypes(parent, found);
            }
        }
        return found;
    }
}
