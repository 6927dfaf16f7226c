// A still of a large picture. While the picture is moved, the still is moved in its place: one layer in place of eight, which a machine
// without a graphics card can move fast.

export class Still {
  private readonly canvas: HTMLCanvasElement;
  /** What moves over the still: a node that is held, with its lines. */
  private readonly over: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D | null;
  private readonly contextOver: CanvasRenderingContext2D | null;
  private isShown = false;

  constructor(private readonly box: HTMLElement, private readonly ground: string) {
    const made = () => {
      const canvas = document.createElement("canvas");
      canvas.className = "still";
      canvas.hidden = true;
      return canvas;
    };
    [this.canvas, this.over] = [made(), made()];
    // Nothing shines through it.
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.contextOver = this.over.getContext("2d");
  }

  /** Takes what was drawn just now: WebGL forgets it with the frame. */
  take(): void {
    const layers = [...this.box.querySelectorAll("canvas")].filter((layer) => !layer.classList.contains("still") && !layer.classList.contains("sigma-mouse"));
    const first = layers[0];
    if (!this.context || !first || first.width === 0 || first.height === 0) return;
    if (this.canvas.width !== first.width || this.canvas.height !== first.height) [this.canvas.width, this.canvas.height] = [first.width, first.height];
    this.context.fillStyle = this.ground;
    this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    for (const layer of layers) if (layer.width > 0 && layer.height > 0) this.context.drawImage(layer, 0, 0, this.canvas.width, this.canvas.height);
  }

  /** Shows it in the picture's place, moved and scaled. */
  show(x: number, y: number, scale: number): void {
    if (!this.isShown) {
      const mouse = this.box.querySelector(".sigma-mouse");
      for (const canvas of [this.canvas, this.over]) {
        // Whoever holds the mouse must go on to be heard.
        this.box.insertBefore(canvas, mouse);
        canvas.hidden = false;
      }
      this.over.hidden = true;
      this.box.classList.add("is-moving");
      this.isShown = true;
    }
    this.canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /** Draws over it what is held. */
  draw(held: (context: CanvasRenderingContext2D) => void): void {
    this.show(0, 0, 1);
    if (!this.contextOver) return;
    if (this.over.width !== this.canvas.width || this.over.height !== this.canvas.height) [this.over.width, this.over.height] = [this.canvas.width, this.canvas.height];
    this.over.hidden = false;
    this.contextOver.setTransform(1, 0, 0, 1, 0, 0);
    this.contextOver.clearRect(0, 0, this.over.width, this.over.height);
    const ratio = this.over.width / Math.max(1, this.box.clientWidth);
    this.contextOver.scale(ratio, ratio);
    held(this.contextOver);
  }

  /** Lets the picture be seen again. */
  leave(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.box.classList.remove("is-moving");
    this.canvas.remove();
    this.over.remove();
  }
}
