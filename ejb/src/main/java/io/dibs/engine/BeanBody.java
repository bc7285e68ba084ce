package io.dibs.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;

import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;
import io.dibs.store.Exchange;
import io.dibs.worker.TaskBody;
import io.dibs.worker.UnknownMethodException;

/** Calls a task's method on its CDI bean, with the request scope active. */
@ApplicationScoped
@Typed(BeanBody.class) // A task's body is TaskBodies.
class BeanBody implements TaskBody {
    private final TaskMethods methods;
    private final Arguments arguments;
    private final TaskBeans beans;
    private final Module module;
    private final ThreadLocal<RequestContextController> requests = ThreadLocal.withInitial(this::controller);

    protected BeanBody() {
        this(null, null, null, null);
    }

    @Inject
    BeanBody(TaskMethods methods, Arguments arguments, TaskBeans beans, Module module) {
        this.methods = methods;
        this.arguments = arguments;
        this.beans = beans;
        this.module = module;
    }

    private RequestContextController controller() {
        return module.beans()
                .createInstance()
                .select(RequestContextController.class)
                .get();
    }

    @Override
    public String run(Exchange.Claimed task) throws Throwable {
        TaskTarget target = methods.find(task.name()).orElseThrow(() -> new UnknownMethodException(task.name()));
        Object[] values = arguments.decode(target, task.arguments());
        RequestContextController request = requests.get();
        boolean activated = request.activate();
        try {
            String result = arguments.encodeResult(target, invokeAsOwner(task, target, values));
            return result == null ? "" : result;
        } finally {
            if (activated) {
                request.deactivate();
            }
        }
    }

    private Object invokeAsOwner(Exchange.Claimed task, TaskTarget target, Object[] values) throws Throwable {
        RunAs.Scope caller = RunAs.user(task.attributes().origin().owner());
        try {
            return invoke(target, values);
        } finally {
            caller.close();
        }
    }

    private Object invoke(TaskTarget target, Object[] values) throws Throwable {
        if (target.isStatic()) {
            return target.invoke(null, values);
        }
        try (TaskBeans.Reference bean = beans.reference(target.beanClass().orElseThrow())) {
            return target.invoke(bean.get(), values);
        }
    }
}
