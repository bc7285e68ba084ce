package io.dibs.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;

import org.eclipse.microprofile.config.ConfigProvider;

import io.dibs.Scheduled;

/** Collects the methods that declare schedules while the application is deployed. A mistake in one fails the deployment. */
public class ScheduledMethods implements Extension {
    private static final String EXPRESSION = "${";

    private final List<ScheduledMethod> methods = new CopyOnWriteArrayList<>();

    void collect(@Observes ProcessManagedBean<?> bean) {
        for (AnnotatedMethod<?> method : bean.getAnnotatedBeanClass().getMethods()) {
            if (method.isAnnotationPresent(Scheduled.class)) {
                methods.add(new ScheduledMethod(
                        bean.getBean().getBeanClass(),
                        method.getJavaMember(),
                        method.getAnnotation(Scheduled.class),
                        ScheduledMethods::resolve));
            }
        }
    }

    void check(@Observes AfterDeploymentValidation validation) {
        methods.forEach(method -> {
            try {
                method.check();
            } catch (RuntimeException e) {
                validation.addDeploymentProblem(e);
            }
        });
    }

    List<ScheduledMethod> all() {
        return methods;
    }

    /** MicroProfile Config resolves expressions in the values of properties only, so the text is made one. */
    private static String resolve(String text) {
        if (!text.startsWith(EXPRESSION) || !text.endsWith("}")) {
            return text;
        }
        String inside = text.substring(EXPRESSION.length(), text.length() - 1);
        int colon = inside.indexOf(':');
        String key = colon < 0 ? inside : inside.substring(0, colon);
        return ConfigProvider.getConfig()
                .getOptionalValue(key, String.class)
                .or(() -> colon < 0 ? java.util.Optional.empty() : java.util.Optional.of(inside.substring(colon + 1)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no setting '" + key + "', which a @Scheduled method asks for by " + text + "."));
    }
}
