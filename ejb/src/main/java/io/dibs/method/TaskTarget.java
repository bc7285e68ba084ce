package io.dibs.method;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.dibs.binding.TypeVariables;

/** A method that may run as a task, resolved once and then called without reflection. Immutable, thread-safe. */
public final class TaskTarget {
    private static final MethodType INVOKED = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final String name;
    private final Class<?> owner;
    private final Method method;
    private final List<TaskParameter> parameters;
    private final Type returnType;
    private final MethodHandle handle;

    /**
     * @param name the canonical name
     * @param owner the bean's class, or the class of a static method
     * @param method public, though its class need not be
     */
    TaskTarget(String name, Class<?> owner, Method method) {
        this.name = name;
        this.owner = owner;
        this.method = method;
        TypeVariables variables = new TypeVariables(owner);
        List<TaskParameter> resolved = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            resolved.add(TaskParameter.of(i, method.getParameters()[i], variables));
        }
        this.parameters = List.copyOf(resolved);
        this.returnType = variables.resolve(method.getGenericReturnType());
        this.handle = spreader(method);
    }

    /**
     * The canonical name: {@code com.acme.Tasks#sync}, with a list of the parameters' erased types only when the class
     * has several public methods of that name.
     */
    public String name() {
        return name;
    }

    /** The type of the bean that the method is called on; empty for a static method. */
    public Optional<Class<?>> beanClass() {
        return isStatic() ? Optional.empty() : Optional.of(owner);
    }

    /** The bean's class, or the class of a static method. */
    Class<?> owner() {
        return owner;
    }

    public Method method() {
        return method;
    }

    /** The declared parameter types, type variables resolved as the bean's class sees them. */
    public List<Type> parameterTypes() {
        return parameters.stream().map(TaskParameter::type).toList();
    }

    /** The declared return type, resolved in the same way; {@code void.class} for none. */
    public Type returnType() {
        return returnType;
    }

    public boolean isStatic() {
        return Modifier.isStatic(method.getModifiers());
    }

    /**
     * Calls the method.
     *
     * @param bean ignored by a static method
     * @param arguments as many as there are parameters, of their types
     * @return what it returned; null for {@code void}
     * @throws Throwable what the method threw, unwrapped
     */
    public Object invoke(Object bean, Object[] arguments) throws Throwable {
        return handle.invokeExact(bean, arguments);
    }

    List<TaskParameter> parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return name;
    }

    private static MethodHandle spreader(Method method) {
        try {
            // A public method of a class that is not public: the reflective check is the class's, not the method's.
            method.setAccessible(true);
            MethodHandle target = MethodHandles.lookup().unreflect(method).asFixedArity();
            MethodHandle spread = target.asSpreader(Object[].class, method.getParameterCount());
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            return (isStatic ? MethodHandles.dropArguments(spread, 0, Object.class) : spread).asType(INVOKED);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot access " + method, e);
        }
    }
}
