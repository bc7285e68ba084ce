package io.dibs.web.signin;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Makes what checks passwords, tokens and sessions when the application starts: a key that is no key stops it then. */
@WebListener
public class SignInStart implements ServletContextListener {
    @Inject
    private Authentication authentication;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (authentication != null) {
            authentication.prepare();
        }
    }
}
