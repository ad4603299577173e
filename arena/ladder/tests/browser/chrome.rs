//! A headless Chromium and the hands of a user, through the WebDriver protocol.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long something may take that a page shows by itself: an admission compiles, on a machine that others use too.
const PATIENCE: Duration = Duration::from_secs(120);

/// What WebDriver calls an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser of its own, closed when it is dropped.
pub(crate) struct Chrome {
    driver: Child,
    agent: ureq::Agent,
    address: String,
    session: String,
    shots: PathBuf,
    _profile: tempfile::TempDir,
}

/// A window's size, in pixels, and what its user likes.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) scheme: &'static str,
}

pub(crate) const DESKTOP: Look = Look { width: 1280, height: 900, scheme: "dark" };
pub(crate) const PAPER: Look = Look { width: 1280, height: 900, scheme: "light" };
pub(crate) const PHONE: Look = Look { width: 360, height: 740, scheme: "dark" };

impl Chrome {
    /// Starts a browser whose screenshots go to a folder.
    ///
    /// # Errors
    /// What is missing.
    pub(crate) fn open(shots: PathBuf) -> Result<Chrome, String> {
        if !["chromium", "chromium-browser", "google-chrome"].into_iter().any(is_installed) {
            return Err("chromium is not installed".to_owned());
        }
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("chromedriver cannot be started: {error}"))?;
        let mut out = BufReader::new(driver.stdout.take().expect("its output is a pipe")).lines();
        let told = out.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = told.expect("chromedriver tells its port");
        // What it says later is read, so that it never waits for a full pipe.
        std::thread::spawn(move || out.for_each(drop));
        let profile = tempfile::tempdir().expect("there is room for a profile");
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE));
        let mut chrome = Chrome {
            driver,
            agent: config.build().new_agent(),
            address: format!("http://127.0.0.1:{port}"),
            session: String::new(),
            shots,
            _profile: profile,
        };
        chrome.begin();
        Ok(chrome)
    }

    fn begin(&mut self) {
        let profile = format!("--user-data-dir={}", self._profile.path().display());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            &profile,
        ];
        let wanted = json!({"goog:loggingPrefs": {"browser": "ALL"}, "goog:chromeOptions": {"args": args}});
        let made = self.post("/session", &json!({"capabilities": {"alwaysMatch": wanted}}));
        let id = made["sessionId"].as_str().expect("a session has an identity");
        self.session = format!("/session/{id}");
    }

    fn answer(&self, path: &str, sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
        let mut answer = sent.unwrap_or_else(|error| panic!("{path}: {error}"));
        let value: Value = answer.body_mut().read_json().unwrap_or_else(|error| panic!("{path}: {error}"));
        value["value"].clone()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let path = format!("{}{path}", self.session);
        let value = self.answer(&path, self.agent.post(format!("{}{path}", self.address)).send_json(body));
        assert!(value["error"].is_null(), "{path}: {value}");
        value
    }

    fn try_post(&self, path: &str, body: &Value) -> Option<Value> {
        let path = format!("{}{path}", self.session);
        let value = self.answer(&path, self.agent.post(format!("{}{path}", self.address)).send_json(body));
        value["error"].is_null().then_some(value)
    }

    fn command(&self, name: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": name, "params": parameters}))
    }

    /// Opens a page.
    pub(crate) fn open_page(&self, address: &str) {
        self.post("/url", &json!({ "url": address }));
    }

    /// What a script says of the page.
    pub(crate) fn ask(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// The path that is shown.
    pub(crate) fn path(&self) -> String {
        self.ask("return location.pathname").as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script says yes. The page may be loaded again meanwhile.
    pub(crate) fn wait(&self, what: &str, script: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            if self.try_post("/execute/sync", &json!({"script": script, "args": []}))
                == Some(Value::Bool(true))
            {
                return;
            }
            if Instant::now() > until {
                self.shoot("gave-up", DESKTOP);
                panic!(
                    "{what} does not come; {} says:\n{}",
                    self.path(),
                    self.ask("return document.body.innerText")
                );
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn element(&self, selector: &str) -> String {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector}));
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("no {selector}")).to_owned()
    }

    /// Clicks on something.
    pub(crate) fn click(&self, selector: &str) {
        self.post(&format!("/element/{}/click", self.element(selector)), &json!({}));
    }

    /// Types into something; into a field for files, the path of one.
    pub(crate) fn fill(&self, selector: &str, text: &str) {
        self.post(&format!("/element/{}/value", self.element(selector)), &json!({ "text": text }));
    }

    /// Lets pages run scripts, or not.
    pub(crate) fn allow_scripts(&self, allow: bool) {
        self.command("Emulation.setScriptExecutionDisabled", &json!({ "value": !allow }));
    }

    /// Keeps a picture of the whole page.
    pub(crate) fn shoot(&self, name: &str, look: Look) {
        let Look { width, height, scheme } = look;
        let device = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.command("Emulation.setDeviceMetricsOverride", &device);
        let feature = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.command("Emulation.setEmulatedMedia", &feature);
        let size = self.command("Page.getLayoutMetrics", &json!({}));
        let high = size["cssContentSize"]["height"].as_f64().unwrap_or(900.0).min(4000.0);
        let clip = json!({"x": 0, "y": 0, "width": width, "height": high, "scale": 1});
        let taken = self.command(
            "Page.captureScreenshot",
            &json!({"format": "png", "captureBeyondViewport": true, "clip": clip}),
        );
        let picture = taken["data"].as_str().expect("a picture");
        let path = self.shots.join(format!("{name}.png"));
        std::fs::create_dir_all(&self.shots).expect("the build folder can be written");
        std::fs::write(path, decode(picture)).expect("the build folder can be written");
    }

    /// By how many pixels the page is wider than its window.
    pub(crate) fn overflow(&self) -> i64 {
        self.ask("return document.documentElement.scrollWidth - innerWidth").as_i64().unwrap_or(0)
    }

    /// What scripts and the browser complained of since it was last asked.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        let entries = log.as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .filter(|entry| entry["level"] != "INFO")
            .map(|entry| entry["message"].to_string())
            .collect()
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // It may have ended by itself.
            let _ = self.agent.delete(format!("{}{}", self.address, self.session)).call();
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| Path::new(&folder).join(program).is_file())
}

/// What base 64 stands for.
fn decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u32> = text.bytes().filter(|byte| *byte != b'=').map(digit).collect();
    let mut out = Vec::with_capacity(digits.len() * 3 / 4);
    for four in digits.chunks(4) {
        let bits = four.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - four.len()));
        out.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    out
}
