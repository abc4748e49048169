package dev.rheo.plugins.autoencoders;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.latent.AutoencoderRules;
import dev.rheo.testkit.latent.AutoencoderSubject;
import java.util.List;

class AutoencoderConformanceTest extends Conformance<AutoencoderSubject> {
    private static final List<Shape> SAMPLES = List.of(Shape.of(6), Shape.of(1, 4, 4), Shape.of(2, 8, 4));

    @Override
    protected List<Rule<AutoencoderSubject>> rules() {
        return AutoencoderRules.all();
    }

    @Override
    protected List<Subject<AutoencoderSubject>> subjects() {
        return List.of(
                new Subject<>("pca 1", new AutoencoderSubject(pca(1), true, SAMPLES)),
                new Subject<>("pca 6", new AutoencoderSubject(pca(6), true, SAMPLES)),
                new Subject<>("pca 16", new AutoencoderSubject(pca(16), true, SAMPLES)),
                new Subject<>("kl, one level", new AutoencoderSubject(kl(List.of(4), 1, 1e-2), false, SAMPLES)),
                new Subject<>(
                        "kl, three levels", new AutoencoderSubject(kl(List.of(4, 8, 6), 2, 1e-6), false, SAMPLES)));
    }

    static PrincipalComponents pca(int components) {
        return new PrincipalComponents(new PrincipalComponents.Config(components, null));
    }

    static KlAutoencoder kl(List<Integer> channels, int latentChannels, double klWeight) {
        ComponentRef<Optimizer> optimizer = new ComponentRef<>(Optimizer.class, "descent", new ComponentConfig.None());
        return new KlAutoencoder(
                new KlAutoencoder.Config(channels, 1, latentChannels, klWeight, 10, 8, optimizer, null),
                new Descents());
    }

    /** Builds the one optimizer that these tests know. */
    private static final class Descents implements Components {
        @Override
        public <K extends Component> K create(ComponentRef<K> ref) {
            return ref.kind().cast(new Descent());
        }
    }

    private static final class Descent implements Optimizer {
        @Override
        public double learningRate() {
            return 0.01;
        }

        @Override
        public void define(UpdateBuilder update) {}
    }
}
