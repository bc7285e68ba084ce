package io.dibs.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

import io.dibs.TaskRefusedException;
import io.dibs.method.TaskTarget;

/** Finds the CDI beans whose methods are tasks. */
@ApplicationScoped
class TaskBeans {
    private final Module module;
    private final ConcurrentMap<Class<?>, Bean<?>> beans = new ConcurrentHashMap<>();
    /** Of beans in normal scopes: each finds the right instance itself, at every call. */
    private final ConcurrentMap<Class<?>, Reference> proxies = new ConcurrentHashMap<>();

    protected TaskBeans() {
        this(null);
    }

    @Inject
    TaskBeans(Module module) {
        this.module = module;
    }

    /**
     * Checks that there is something to call the method on.
     *
     * @throws TaskRefusedException if its class is no CDI bean, or more than one
     */
    void check(TaskTarget target) {
        target.beanClass().ifPresent(this::bean);
    }

    /** A reference to a bean. */
    interface Reference extends AutoCloseable {
        Object get();

        @Override
        void close();
    }

    /** A reference to the bean of that class; a dependent one is destroyed when the reference is closed. */
    Reference reference(Class<?> type) {
        Reference proxy = proxies.get(type);
        return proxy == null ? newReference(type) : proxy;
    }

    private Reference newReference(Class<?> type) {
        Bean<?> bean = bean(type);
        BeanManager manager = module.beans();
        CreationalContext<?> context = manager.createCreationalContext(bean);
        Object instance = manager.getReference(bean, type, context);
        boolean dependent = bean.getScope() == Dependent.class;
        Reference reference = new Reference() {
            @Override
            public Object get() {
                return instance;
            }

            @Override
            public void close() {
                if (dependent) {
                    context.release();
                }
            }
        };
        if (manager.isNormalScope(bean.getScope())) {
            proxies.put(type, reference);
        }
        return reference;
    }

    private Bean<?> bean(Class<?> type) {
        Bean<?> known = beans.get(type);
        if (known != null) {
            return known;
        }
        BeanManager manager = module.beans();
        Set<Bean<?>> found = manager.getBeans(type);
        if (found.isEmpty()) {
            found = manager.getBeans(type, Any.Literal.INSTANCE);
        }
        if (found.isEmpty()) {
            throw new TaskRefusedException(type.getName()
                    + " is not a CDI bean, so its instance methods cannot be tasks. Give it a scope, such as"
                    + " @ApplicationScoped, or make the method static.");
        }
        Bean<?> bean;
        try {
            bean = manager.resolve(found);
        } catch (AmbiguousResolutionException e) {
            throw new TaskRefusedException("More than one CDI bean is a " + type.getName() + ": " + found, e);
        }
        beans.put(type, bean);
        return bean;
    }
}
