package io.dibs.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

/**
 * The module whose classes and beans tasks see. Until one enters, it is the EJB module of the engine, which does not see
 * the WAR; then it is the WAR, which sees all.
 */
@ApplicationScoped
class Module {
    private volatile ClassLoader classLoader = Module.class.getClassLoader();
    private volatile BeanManager beans;

    protected Module() {}

    @Inject
    Module(BeanManager beans) {
        this.beans = beans;
    }

    void enter(ClassLoader classLoader, BeanManager beans) {
        this.classLoader = classLoader;
        this.beans = beans;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    BeanManager beans() {
        return beans;
    }
}
