package dev.optireactor.examples.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A shop's gateway that decides features per request, without ever blocking a thread. With {@code OPTIMIZELY_SDK_KEY} set
 * it talks to the real services, otherwise to stand-ins in its own process.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class GatewayApplication {

    /**
     * Starts the gateway.
     *
     * @param arguments Spring Boot's
     */
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
