"""The real-site check: four Apache workers, the Apache manual, and the balancer between."""
